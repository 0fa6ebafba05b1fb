"""What the command box opens besides pages, people and vouchers: parts of pages, events to book, reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NamedTuple, TypeVar

from ui.navigation import Context
from ui.widgets.command_box import Hit

One = TypeVar("One")
INSIDE = 2  # letters that are too few to look for inside of words
MOST = 3  # hits of one kind
# Where each initial begins among the common characters, that GB 2312 keeps in the order of their sounds.
_BEGINS = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"), (0xB8C1, "g"),
    (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"), (0xC4C3, "n"), (0xC5B6, "o"),
    (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"), (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"),
    (0xD1B9, "y"), (0xD4D1, "z"), (0xD7FA, ""),
)  # fmt: skip
# Said otherwise than the character alone.
_SOUNDS = (
    ("会计", "kj"),
    ("调节", "tj"),
    ("调整", "tz"),
    ("银行", "yh"),
    ("重新", "cx"),
    ("单位", "dw"),
    ("还款", "hk"),
)


class Act(NamedTuple):
    """A part of a page: what it is called, which page and which part; other words that find it."""

    title: str
    page: str
    where: dict[str, Any]
    words: str = ""


ACTS: tuple[Act, ...] = (
    Act("打印凭证", "reports", {"report": "voucher"}, "套打"),
    Act("打印行事历", "reports", {"report": "work-schedule"}, "张贴"),
    Act("导入对账单", "bank", {}, "勾对 调节表"),
    Act("导出经审用表", "reports", {}),
    Act("计提折旧", "assets", {"view": "cards"}, "折旧 买资产 处置"),
    Act("编预算", "budget", {"view": "plan"}, "预算编制 预算调整"),
    Act("收拨缴经费", "levy", {"view": "months"}, "工资总额"),
    Act("月结、年结", "closing", {}, "年结 反结账"),
    Act("备份到 U 盘", "backup", {}, "检查账套 校验码"),
    Act("填报销单", "claims", {"fill": "expense"}, "审批单"),
    Act("填借款单", "claims", {"fill": "advance"}, "审批单 预借"),
    Act("填领款单", "claims", {"fill": "payout"}, "审批单 慰问"),
    Act("会费欠缴", "dues", {"view": "arrears"}, "催缴"),
    Act("会费批次", "dues", {"view": "batches"}, "到账"),
    Act("待查款", "dues", {"view": "pending"}),
    Act("会费应缴", "dues", {"view": "due"}, "核定 免缴"),
    Act("会费标准", "dues", {"view": "standards"}),
    Act("银行回单", "papers", {"view": "slips"}),
    Act("收据和支票", "papers", {"view": "numbers"}, "号码 作废"),
    Act("库存物品", "assets", {"view": "goods"}, "购入 发出 奖品 慰问品"),
    Act("资产盘点", "assets", {"view": "counts"}),
    Act("预算执行", "budget", {"view": "execution"}),
    Act("分工会额度", "budget", {"view": "quotas"}, "结算单"),
    Act("预算规则", "budget", {"view": "rules"}),
    Act("经费收缴记录", "levy", {"view": "moves"}, "拨缴 上缴 上解"),
    Act("拨缴比例和信函", "levy", {"view": "letters"}, "催缴函 通知单"),
    Act("代管项目", "levy", {"view": "campaigns"}, "捐款 互助"),
    Act("专项", "levy", {"view": "earmarks"}, "专款"),
    Act("活动", "levy", {"view": "activities"}),
    Act("现金盘点", "bank", {"view": "cash"}, "点钞"),
    Act("银行账户与对账单", "bank", {"view": "files"}, "未达"),
    Act("会计报表附注", "statements", {"view": "notes"}),
    Act("经费公示", "statements", {"view": "public"}, "公示 张贴"),
    Act("上级报表", "statements", {"view": "forms"}, "填报"),
    Act("期初余额", "settings", {"part": "opening"}),
    Act("科目设置", "settings", {"part": "accounts"}, "下级科目"),
    Act("使用人和口令", "settings", {"part": "users"}, "换人 密码"),
    Act("税号和单位", "settings", {"part": "office"}),
    Act("节假日", "settings", {"part": "holidays"}),
)


def find_acts(context: Context, typed: str) -> list[Hit]:
    """Parts of pages, and events to book, whose words or initials hold what was typed."""
    from models.guided.catalog import GUIDES  # not when the window starts

    wish, open_page = typed.lower().replace(" ", ""), context.open_page
    parts = _fit(ACTS, wish, lambda act: f"{act.title} {act.words}")
    events = _fit(GUIDES, wish, lambda guide: guide.title)
    return [
        *(Hit(act.title, partial(open_page, act.page, **act.where), "打开") for act in parts),
        *(
            Hit(one.title, partial(open_page, "guided", guide=one.key), "记账", "list-checks")
            for one in events
        ),
    ]


def find_reports(context: Context, typed: str) -> list[Hit]:
    """Reports of the catalog."""
    from models.catalog import REPORTS

    wish, open_page = typed.lower().replace(" ", ""), context.open_page
    found = _fit(REPORTS, wish, lambda entry: entry.title)
    return [Hit(one.title, partial(open_page, "reports", report=one.id), "报表", "printer") for one in found]


def initials(text: str) -> str:
    """ "余额调节表" → "yetjb", without a dictionary: one letter in a search must not wait for it."""
    for words, sound in _SOUNDS:
        text = text.replace(words, sound)
    return "".join(_initial(sign) for sign in text).lower()


def _initial(sign: str) -> str:
    try:
        code = int.from_bytes(sign.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return ""
    if code < _BEGINS[0][0]:
        return sign if sign.isalnum() or sign == " " else ""
    return next(letter for begin, letter in reversed(_BEGINS) if code >= begin)


def _fit(them: Iterable[One], wish: str, words: Callable[[One], str]) -> list[One]:
    """The first of them: words and beginnings, then three and more initials inside of a word."""
    found, inside = [], []
    for one in them:
        said = words(one)
        first = initials(said)
        if wish in said.lower() or any(word.startswith(wish) for word in first.split()):
            found.append(one)
        elif len(wish) > INSIDE and wish in first:
            inside.append(one)
    return [*found, *inside][:MOST]
