"""Rules about a claim before it is kept, submitted or paid: what must be mended, what is only doubtful."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.claims import queries
from models.claims.queries import Db
from models.claims.records import ADVANCE, EXPENSE, KINDS, WAYS, ClaimDraft, Limits
from models.documents import invoice_queries
from models.kit.errors import Refused
from models.kit.money import LARGEST, yuan

_YEARS = 5  # a day further away is a slip of the finger
_MOST_WORDS = 100


def problems(draft: ClaimDraft, today: date) -> list[tuple[str, str]]:
    """(field, sentence) of what keeps a claim from being saved."""
    return [*_words(draft), *_days(draft, today), *_money(draft)]


def _words(draft: ClaimDraft) -> Iterator[tuple[str, str]]:
    if draft.kind not in KINDS or draft.way not in WAYS:
        yield "kind", "请选单据的种类和支付方式。"
    if not draft.purpose.strip():
        yield "purpose", "请写明事由。"
    elif len(draft.purpose) > _MOST_WORDS:
        yield "purpose", f"事由有 {len(draft.purpose)} 个字，最多 {_MOST_WORDS} 个，请写短一些。"
    if draft.kind == ADVANCE and not draft.person.strip():
        yield "payee", "请写明是谁借款。"
    if draft.settles is not None and draft.kind != EXPENSE:
        yield "settles", "只有报销审批单可以冲抵借款。"
    if not 0 <= draft.attachments <= 9999:
        yield "attachments", "附单据张数要在 0 到 9999 之间。"


def _days(draft: ClaimDraft, today: date) -> Iterator[tuple[str, str]]:
    if abs(draft.day.year - today.year) > _YEARS:
        yield "day", f"日期写成了 {draft.day.year} 年，请核对。"
    if draft.due_day is not None and draft.due_day < draft.day:
        yield "due_day", "还款日期不能早于借款日期。"


def _money(draft: ClaimDraft) -> Iterator[tuple[str, str]]:
    field = "amount_fen" if draft.kind == ADVANCE else "items"
    for number, item in enumerate(draft.items, 1):
        if item.amount_fen <= 0:
            yield "items", f"第 {number} 行的金额要大于 0。"
        if not item.summary.strip():
            yield "items", f"第 {number} 行还没有写摘要。"
    if draft.kind != ADVANCE and not draft.items:
        yield "items", "请至少填一行明细。"
    elif draft.total_fen <= 0:
        yield field, "请填金额。"
    elif draft.total_fen > LARGEST:
        yield field, f"金额最大 {yuan(LARGEST)} 元，请核对，或者分成几张。"


def doubts(db: Db, draft: ClaimDraft, key: int | None = None) -> list[str]:
    """What should be seen before it goes on; nothing of it stops anybody."""
    found = list(_large(draft, queries.limits(db)))
    if draft.kind == ADVANCE:
        for one in queries.open_advances(db, draft.person, draft.member):
            if one.id != key:
                found.append(f"{one.person}还有一笔借款没有结清：{one.number}，{yuan(one.amount_fen)} 元。")
    if draft.kind != ADVANCE and any(item.account is None for item in draft.items):
        found.append("还有明细没有选支出科目，付款前要选好。")
    if key is not None:
        found += _invoices(db, draft, key)
    if draft.kind == EXPENSE and not draft.attachments:
        found.append("附单据是 0 张，报销要附发票等原始凭证。")
    return found


def _invoices(db: Db, draft: ClaimDraft, key: int) -> Iterator[str]:
    """The invoices that were tied to it, against its sum."""
    total = sum(one.fields.total_fen or 0 for one in invoice_queries.of_claim(db, key))
    if total and total != draft.total_fen:
        yield f"附的发票合计 {yuan(total)} 元，单据上是 {yuan(draft.total_fen)} 元，请核对。"


def _large(draft: ClaimDraft, limits: Limits) -> Iterator[str]:
    if draft.total_fen >= limits.large_fen and not draft.minutes.strip():
        said = f"{yuan(draft.total_fen)} 元达到了大额标准（{yuan(limits.large_fen)} 元）"
        yield f"{said}，要经工会委员会集体研究，请填写会议纪要号。"


def check_settles(db: Db, draft: ClaimDraft, key: int | None = None) -> None:
    """The advance to be settled is open and nobody else settles it. Raises `Refused`."""
    if draft.settles is None:
        return
    advance = queries.claim(db, draft.settles)
    if advance.entered.kind != ADVANCE or advance.state != "paid":
        raise Refused(f"{advance.number} 不是没有结清的借款。", "冲抵借款", "请重新选择要冲抵的借款。")
    other = queries.settled_by(db, draft.settles)
    if other is not None and other.id != key:
        raise Refused(f"{advance.number} 已经由 {other.number} 冲抵。", "冲抵借款", "请先作废那一张。")
