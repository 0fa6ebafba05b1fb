"""Opens what a reminder, a routine or a check names ("dues:2026-03"), and says with which verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ui.navigation import Context

Opener = Callable[[Context, str], object]


@dataclass(frozen=True)
class Way:
    """How one kind of thing looks in a list, and what its verbs open."""

    icon: str
    room: str
    verbs: tuple[tuple[str, Opener], ...]


def way_of(where: str) -> Way:
    """The way for a `where`; what is unknown has no verb."""
    return _WAYS.get(where.partition(":")[0], _UNKNOWN)


def open_where(context: Context, where: str, verb: int = 0) -> None:
    """Do the verb of that place (0: the first). Nothing happens when it has none."""
    verbs = way_of(where).verbs
    if verb < len(verbs):
        verbs[verb][1](context, where.partition(":")[2])


def _page(key: str, **fixed: object) -> Opener:
    """Opens a page; a value "*" stands for what follows the colon, "#" for the same as a number."""

    def act(context: Context, of: str) -> object:
        given = {
            name: of if value == "*" else int(of) if value == "#" else value for name, value in fixed.items()
        }
        return context.open_page(key, **given)

    return act


def _account(context: Context, of: str) -> object:
    """An account's page: "7:2026-03"."""
    account, _, month = of.partition(":")
    return context.open_page("books", account=int(account), last=month)


def _template(context: Context, of: str) -> object:
    """A recurring voucher, filled in for its month."""
    key, _, month = of.partition(":")
    return context.open_page("voucher", template=int(key), month=month)


def _skip_template(context: Context, of: str) -> object:
    """A month in which a recurring voucher has nothing to say."""
    from ui.dialogs.skip_template import ask_skip

    key, _, month = of.partition(":")
    return ask_skip(context, int(key), month).exec()


_UNKNOWN = Way("info", "", ())
_WAYS = {
    "period": Way("lock", "结账", (("去结账", _page("closing", period="*")),)),
    "voucher": Way("receipt-text", "凭证", (("看凭证", _page("voucher", voucher="#")),)),
    "account": Way("book-open", "账簿", (("看账页", _account),)),
    "cash-count": Way("banknote", "银行", (("去盘点", _page("bank", view="cash", month="*")),)),
    "assets": Way("package", "资产", (("去核对", _page("assets")),)),
    "asset-tie": Way("package", "资产", (("去核对", _page("assets")),)),
    "depreciation": Way("package", "资产", (("去计提", _page("assets", view="cards", month="*")),)),
    "levy": Way("send", "拨缴", (("去上缴", _page("levy")),)),
    "earmarks": Way("bookmark", "专项", (("去核对", _page("levy", view="earmarks")),)),
    "campaigns": Way("handshake", "代管", (("去核对", _page("levy", view="campaigns")),)),
    "templates": Way("receipt-text", "凭证", (("去生成", _page("vouchers")),)),
    "return": Way("undo-2", "业务记账", (("去退回", _page("guided", guide="grant_given_back")),)),
    "arrears": Way("wallet", "会费", (("看欠缴", _page("dues", view="arrears", year="#")),)),
    "dues": Way(
        "wallet",
        "会费",
        (
            ("登记", _page("dues_receive", month="*")),
            ("看名单", _page("dues", view="matrix", month="*")),
        ),
    ),
    "dues-batch": Way("banknote", "会费", (("登记到账", _page("dues", view="batches", batch="#")),)),
    "bank": Way("landmark", "银行", (("去对账", _page("bank", month="*")),)),
    "vouchers": Way("receipt-text", "凭证", (("去记账", _page("vouchers", state="draft")),)),
    "papers": Way("ticket", "票据", (("查看", _page("papers", view="*")),)),
    "claims": Way("file-check", "审批单", (("查看", _page("claims", show="*")),)),
    "template": Way("files", "凭证", (("填凭证", _template), ("不用", _skip_template))),
    "backup": Way("hard-drive-download", "备份", (("去备份", _page("backup")),)),
    "work-item": Way("calendar-days", "行事历", (("查看", _page("calendar", item="#")),)),
    "birthdays": Way("gift", "会员", (("看名单", _page("calendar", month="*")),)),
    "retirements": Way("user", "会员", (("看名单", _page("calendar", month="*")),)),
    "budget": Way("calculator", "预算", (("看执行", _page("budget", view="execution", year="#")),)),
    "budget-line": Way("calculator", "预算", (("看执行", _page("budget", view="execution", line="#")),)),
    "member": Way("user", "会员", (("查看", _page("members", member="#")),)),
}
