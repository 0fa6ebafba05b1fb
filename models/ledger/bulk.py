"""Many vouchers posted in one change: the same rules as one by one, written table by table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter

from models.kit.errors import Refused
from models.ledger import actions, checks, exchange, queries
from models.ledger.records import Account, LineDraft, VoucherDraft, voucher_name
from models.store.journal import Change

Name = tuple[str, str, int]  # month, word, number


@dataclass(frozen=True)
class Numbered:
    """A voucher with the number that it brings, and what it takes back in red, whole or in part."""

    draft: VoucherDraft
    number: int
    reverses: Name | None = None
    refunds: Name | None = None

    @property
    def name(self) -> Name:
        """Month, word and number."""
        return self.draft.day.isoformat()[:7], self.draft.word, self.number


def post_all(change: Change, vouchers: Sequence[Numbered]) -> None:
    """Post all of them under their own numbers, which must follow on. Raises `Refused`."""
    if not vouchers:
        return
    _check_days(change, vouchers)
    back = any(one.reverses or one.refunds for one in vouchers)
    ordered = _in_order(vouchers) if back else list(vouchers)
    start = _next_id(change)
    ids = {one.name: start + index for index, one in enumerate(ordered)} if back else {}
    drafts = [_linked(change, one, ids) for one in ordered]
    lines = [_lines(one) for one in drafts]
    _check(change, ordered, drafts, lines)
    keys = change.insert_all("voucher", _HEAD, _heads(change, drafts, lines))
    change.insert_all("voucher_line", _LINE, _rows(keys, drafts, lines))
    for draft in drafts:
        if draft.reverses is not None:
            exchange.check_reversal(change.db, draft)
    change.fill_in("voucher", ("posted", "number"), keys, [(1, one.number) for one in ordered])
    change.final("凭证已记账，请用红字冲销。")


def _check_days(change: Change, vouchers: Sequence[Numbered]) -> None:
    """Each day once; a refusal names the first voucher of that day."""
    first = {one.draft.day: one for one in reversed(vouchers)}
    for day in sorted(first):
        try:
            actions.check_day(change, day)
        except Refused as no:
            raise Refused(no.what, voucher_name(*first[day].name), no.remedy) from no


def _next_id(change: Change) -> int:
    row = change.db.execute("select seq from sqlite_sequence where name = 'voucher'").fetchone()
    return (row[0] if row else 0) + 1


def _in_order(vouchers: Sequence[Numbered]) -> list[Numbered]:
    """By number within month and word, and after what it takes back."""
    waiting = {one.name for one in vouchers}
    rest, done = list(vouchers), list[Numbered]()
    while rest:
        later = []
        stopped = set()
        for one in rest:
            series = one.name[:2]
            if series in stopped or one.reverses in waiting or one.refunds in waiting:
                stopped.add(series)
                later.append(one)
            else:
                waiting.discard(one.name)
                done.append(one)
        if len(later) == len(rest):
            name = voucher_name(*later[0].name)
            raise Refused(f"{name} 冲销的凭证在它后面。", name, "请核对冲销凭证的号。")
        rest = later
    return done


def _linked(change: Change, one: Numbered, ids: Mapping[Name, int]) -> VoucherDraft:
    """With the ids of the vouchers that it takes back."""
    if one.reverses is None and one.refunds is None:
        return one.draft
    return replace(
        one.draft,
        reverses=_id_of(change, one.reverses, ids),
        refunds=_id_of(change, one.refunds, ids),
    )


def _id_of(change: Change, name: Name | None, ids: Mapping[Name, int]) -> int | None:
    if name is None:
        return None
    return ids.get(name) or queries.voucher_by_name(change.db, voucher_name(*name)).id


def _lines(draft: VoucherDraft) -> tuple[LineDraft, ...]:
    """An empty line summary takes the one above it, the first the voucher's."""
    if all(line.summary for line in draft.lines):
        return draft.lines
    above, lines = draft.summary.strip(), []
    for line in draft.lines:
        above = line.summary.strip() or above
        lines.append(replace(line, summary=above))
    return tuple(lines)


def _check(
    change: Change,
    vouchers: Sequence[Numbered],
    drafts: Sequence[VoucherDraft],
    lines: Sequence[tuple[LineDraft, ...]],
) -> None:
    """The rules of one voucher, for each."""
    used = {line.account for each in lines for line in each}
    chart: dict[int, Account] = queries.accounts_by_id(change.db, used)
    months = {one.draft.day.isoformat()[:7] for one in vouchers}
    ends = (min(months), max(months))
    leaves = {key for key, account in chart.items() if account.leaf and all(map(account.valid_in, ends))}
    for one, draft, each in zip(vouchers, drafts, lines, strict=True):
        if _plainly_right(draft, each, leaves):
            continue
        wrong = checks.problems(draft if each is draft.lines else replace(draft, lines=each), chart)
        if wrong:
            raise Refused(wrong[0], voucher_name(*one.name), "改好后再导入；没有写入任何凭证。")


def _plainly_right(draft: VoucherDraft, lines: Sequence[LineDraft], leaves: set[int]) -> bool:
    """True for the everyday voucher that no rule could stop; all others are looked at rule by rule."""
    gap = 0
    if draft.kind != "normal":
        return False
    for line in lines:
        debit, credit = line.debit_fen, line.credit_fen
        if line.account not in leaves or line.pair != 1 or len(line.summary) > 100:
            return False
        if debit < 0 or credit < 0 or (debit == 0) == (credit == 0) or debit + credit > _EVERYDAY:
            return False
        gap += debit - credit
    everyday = 2 <= len(lines) <= 100 and 0 <= draft.attachments <= 100 and 0 < len(draft.summary) <= 100
    return everyday and gap == 0 and not draft.summary.isspace()


_EVERYDAY = 10**11  # fen
_OF_LINE = tuple(field.name for field in fields(LineDraft))
_of_line = attrgetter(*_OF_LINE)
_LINE = ("voucher", "position", "month", *_OF_LINE)
_HEAD: tuple[str, ...] = (
    "month",
    "word",
    "day",
    "summary",
    "attachments",
    "kind",
    "reverses",
    "refunds",
    "reason",
)
_HEAD += ("posted", "number", "maker", "made_at")


def _heads(
    change: Change, drafts: Sequence[VoucherDraft], lines: Sequence[tuple[LineDraft, ...]]
) -> Iterable[tuple[object, ...]]:
    """Rows of `voucher`, not posted yet."""
    by, at = change.actor, change.now.isoformat(timespec="seconds")
    for one, each in zip(drafts, lines, strict=True):
        day = one.day.isoformat()
        summary = one.summary.strip() or each[0].summary
        yield (day[:7], one.word, day, summary, one.attachments, one.kind, one.reverses, one.refunds,
               one.reason, 0, None, by, at)  # fmt: skip


def _rows(
    keys: range, drafts: Sequence[VoucherDraft], lines: Sequence[tuple[LineDraft, ...]]
) -> Iterable[tuple[object, ...]]:
    """Rows of `voucher_line`."""
    for key, draft, each in zip(keys, drafts, lines, strict=True):
        month = draft.day.isoformat()[:7]
        for position, line in enumerate(each, 1):
            yield (key, position, month, *_of_line(line))
