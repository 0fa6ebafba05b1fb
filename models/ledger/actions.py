"""Changes to the books. Each function does one thing a treasurer would name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from models.kit.days import month_of, month_words
from models.kit.errors import Refused
from models.kit.money import yuan
from models.kit.names import initials
from models.ledger import checks, queries
from models.ledger.records import Voucher, VoucherDraft
from models.store.journal import Change

_FURTHEST = 5  # years ahead of today: a voucher of 2062 is a slip of the finger for 2026
_LONGEST_CODE = 20  # digits of an account


def post_voucher(change: Change, draft: VoucherDraft) -> Voucher:
    """Enter one balanced voucher under the next number of its month. Raises `Refused`."""
    draft = _tidied(draft)
    wrong = checks.problems(draft, queries.accounts_by_id(change.db, {line.account for line in draft.lines}))
    if wrong:
        raise Refused(wrong[0], draft.summary, "改好后再记账；也可以先暂存。")
    return post_saved(change, save_draft(change, draft))


def save_draft(change: Change, draft: VoucherDraft) -> int:
    """Keep a voucher without a number (暂存); it may still be unbalanced. Returns its id.

    Every line has an account and one amount already, or it is refused.
    """
    draft = _tidied(draft)
    _check_draft(change, draft)
    key = change.insert("voucher", _head(change, draft))
    _insert_lines(change, key, draft)
    return key


def _head(change: Change, draft: VoucherDraft) -> dict[str, object]:
    return {
        "month": month_of(draft.day),
        "word": draft.word,
        "day": draft.day,
        "summary": draft.summary,
        "attachments": draft.attachments,
        "kind": draft.kind,
        "reverses": draft.reverses,
        "reason": draft.reason,
        "source": draft.source,
        "source_id": draft.source_id,
        "refunds": draft.refunds,
        "maker": change.actor,
        "made_at": change.now.isoformat(timespec="seconds"),
    }


_LINE: tuple[str, ...] = (
    "voucher",
    "position",
    "month",
    "account",
    "summary",
    "debit_fen",
    "credit_fen",
    "pair",
)
_LINE += ("fund", "earmark", "unit", "member", "partner", "budget_line", "activity", "campaign")


def _insert_lines(change: Change, key: int, draft: VoucherDraft) -> None:
    month = month_of(draft.day)
    change.insert_all(
        "voucher_line",
        _LINE,
        [
            (key, n, month, line.account, line.summary, line.debit_fen, line.credit_fen, line.pair, line.fund,
             line.earmark, line.unit, line.member, line.partner, line.budget_line, line.activity,
             line.campaign)
            for n, line in enumerate(draft.lines, 1)
        ],
    )  # fmt: skip


def change_draft(change: Change, key: int, draft: VoucherDraft) -> None:
    """Replace the content of a saved draft. A posted voucher is refused."""
    old = queries.voucher(change.db, key)
    if old.posted:
        raise Refused(f"{old.name} 已记账，不能改。", remedy="请用红字冲销后重新填一张。")
    draft = _tidied(draft)
    _check_draft(change, draft)
    for row in change.db.execute("select id from voucher_line where voucher = ?", (key,)).fetchall():
        change.delete("voucher_line", row["id"])
    head = _head(change, draft)
    del head["made_at"], head["maker"]
    change.update("voucher", key, head)
    _insert_lines(change, key, draft)


def drop_draft(change: Change, key: int) -> None:
    """Throw a draft away."""
    old = queries.voucher(change.db, key)
    if old.posted:
        raise Refused(f"{old.name} 已记账，不能删除。", remedy="请用红字冲销。")
    for table in ("voucher_line", "voucher_template_done"):
        for row in change.db.execute(f"select id from {table} where voucher = ?", (key,)).fetchall():
            change.delete(table, row["id"])
    for table in ("invoice", "bank_slip"):  # its papers are free for another voucher
        for row in change.db.execute(f"select id from {table} where voucher = ?", (key,)).fetchall():
            change.update(table, row["id"], {"voucher": None})
    change.delete("voucher", key)


def post_saved(change: Change, key: int) -> Voucher:
    """Post a saved draft: checked, numbered, frozen."""
    saved = queries.voucher(change.db, key)
    if saved.posted:
        raise Refused(f"{saved.name} 已经记过账了。")
    _check_open(change, saved.month)
    chart = queries.accounts_by_id(change.db, {line.account for line in saved.lines})
    wrong = checks.problems(as_draft(saved), chart)
    if wrong:
        raise Refused(wrong[0], saved.summary, "改好后再记账；也可以先暂存。")
    number = queries.next_number(change.db, saved.month, saved.word)
    change.update("voucher", key, {"posted": 1, "number": number})
    change.final("凭证已记账，请用红字冲销。")
    return queries.voucher(change.db, key)


def as_draft(saved: Voucher) -> VoucherDraft:
    """A stored voucher as a draft: for checks, copying, reversing."""
    return VoucherDraft(
        saved.day,
        saved.summary,
        tuple(line.draft for line in saved.lines),
        attachments=saved.attachments,
        word=saved.word,
        kind=saved.kind,
        reverses=saved.reverses,
        refunds=saved.refunds,
    )


def reverse(
    change: Change, key: int, reason: str, day: date | None = None, *, from_register: bool = False
) -> Voucher:
    """红字冲销: the same accounts and sides with negative amounts, linked both ways.

    `day` defaults to today, or the voucher's own day when today is before it. A voucher that a
    register made is reversed by that register (`from_register`), or register and ledger would part.
    """
    old = queries.voucher(change.db, key)
    if old.source and not from_register:
        if old.kind == "closing":
            raise Refused(f"{old.name} 是结账时生成的凭证。", remedy="要改请用反结账，它会一起冲回。")
        raise Refused(f"{old.name} 是从登记簿来的凭证。", remedy="请在登记簿里整批冲回，账会一起冲。")
    _check_reversible(change, old, reason)
    day = day or max(change.today, old.day)
    if day < old.day:
        raise Refused("冲销日期不能早于原凭证日期。", old.name, f"请选 {old.day} 或以后的日子。")
    red = tuple(
        replace(
            line,
            debit_fen=-line.debit_fen,
            credit_fen=-line.credit_fen,
            summary=f"冲销 {old.name}：{line.summary}"[:100],
        )
        for line in (one.draft for one in old.lines)
    )
    draft = VoucherDraft(
        day, f"冲销 {old.name}：{old.summary}"[:100], red, word=old.word, kind=old.kind, reverses=key
    )
    return post_voucher(change, replace(draft, reason=reason.strip()))


def _check_reversible(change: Change, old: Voucher, reason: str) -> None:
    if not old.posted:
        raise Refused("草稿还没有记账，不用冲销。", remedy="直接改或删除它就可以。")
    if not reason.strip():
        raise Refused(f"冲销 {old.name} 要写明原因。", remedy="请写上原因再试。")
    if old.reversed_by:
        other = queries.voucher(change.db, old.reversed_by)
        raise Refused(f"{old.name} 已经被 {other.name} 冲销过了。")
    if old.reverses:
        raise Refused(f"{old.name} 本身是冲销凭证，不能再冲销。", remedy="请重新填一张正确的凭证。")


def _tidied(draft: VoucherDraft) -> VoucherDraft:
    """An empty line summary takes the one above it, the first the voucher's."""
    above, lines = draft.summary.strip(), []
    for line in draft.lines:
        above = line.summary.strip() or above
        lines.append(replace(line, summary=above))
    return replace(draft, summary=draft.summary.strip() or above, lines=tuple(lines))


def _check_draft(change: Change, draft: VoucherDraft) -> None:
    check_day(change, draft.day)
    for number, line in enumerate(draft.lines, 1):
        if (line.debit_fen == 0) == (line.credit_fen == 0):
            what = f"第 {number} 行的借方和贷方要填一个，也只能填一个。"
            raise Refused(what, draft.summary, "填上金额，或删去这一行。")


def check_day(change: Change, day: date) -> None:
    """Whether a voucher may have this day: in the book, not years ahead, month open. Raises `Refused`."""
    month = month_of(day)
    if month < queries.first_month(change.db):
        start = queries.first_month(change.db)
        raise Refused(f"{month_words(month)}在启用月份（{month_words(start)}）之前。", remedy="请改日期。")
    if day.year > change.today.year + _FURTHEST:
        raise Refused(f"{month_words(month)}还远着呢，日期可能写错了。", remedy="请核对年份。")
    _check_open(change, month)


def _check_open(change: Change, month: str) -> None:
    if queries.is_closed(change.db, month):
        raise Refused(f"{month_words(month)} 已结账。", remedy="请把日期改到没有结账的月份，或先反结账。")


# -- months -----------------------------------------------------------------------------------


def close_month(change: Change, month: str) -> None:
    """结账: no more vouchers in that month. Months close in order, and only without drafts."""
    first = queries.first_month(change.db)
    if month < first:
        raise Refused(
            f"{month_words(month)}在启用月份之前，没有账可结。",
            remedy=f"请从 {month_words(first)} 开始结账。",
        )
    if queries.is_closed(change.db, month):
        raise Refused(f"{month_words(month)} 已经结过账了。", remedy="要改这个月的账，请先反结账。")
    if month > month_of(change.today):
        raise Refused(f"{month_words(month)}还没有到，不能结账。", remedy="请到那个月再结账。")
    closed = queries.closed_months(change.db)
    due = _month_after(closed[-1]) if closed else first
    if month != due:
        raise Refused(f"要按顺序结账，先结 {month_words(due)}。", remedy="请一个月一个月地结。")
    waiting = [draft for draft in queries.drafts(change.db) if draft.month == month]
    if waiting:
        raise Refused(
            f"{month_words(month)}还有 {len(waiting)} 张没记账的凭证。", remedy="请先记账或删除，再结账。"
        )
    _set_period(change, month, "closed", "")
    change.final("已结账的月份不能撤销，请用反结账。")


def reopen_month(change: Change, month: str, reason: str) -> None:
    """反结账: the latest closed month takes vouchers again. The reason stays in the journal."""
    closed = queries.closed_months(change.db)
    if month not in closed:
        raise Refused(f"{month_words(month)} 没有结账，不用反结账。", remedy="可以直接记账；请核对月份。")
    if month != closed[-1]:
        last = month_words(closed[-1])
        raise Refused(f"要从最后结账的月份开始反结账，先反结 {last}。", remedy="请一个月一个月地往回反结。")
    if not reason.strip():
        raise Refused("反结账要写明原因。", "原因", "请写一句为什么要反结账。")
    _set_period(change, month, "open", reason.strip())
    change.final("反结账已留下记录，不能撤销。")


def _set_period(change: Change, month: str, state: str, reason: str) -> None:
    row = change.db.execute("select id from period where month = ?", (month,)).fetchone()
    values = {
        "state": state,
        "at": change.now.isoformat(timespec="seconds"),
        "by": change.actor,
        "reason": reason,
    }
    if row:
        change.update("period", row["id"], values)
    else:
        change.insert("period", {"month": month, **values})


def _month_after(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12}-{number % 12 + 1:02d}"


def set_opening(change: Change, year: int, rows: Sequence[tuple[str, int, int]]) -> None:
    """期初余额 of the book's first year: (account code, debit fen, credit fen); they must balance."""
    if str(year) != queries.first_month(change.db)[:4]:
        first = queries.first_month(change.db)[:4]
        raise Refused(f"{year} 年不是启用年度，期初余额由上年结转而来。", remedy=f"启用年度是 {first} 年。")
    debit, credit = sum(row[1] for row in rows), sum(row[2] for row in rows)
    if debit != credit:
        raise Refused(f"期初余额不平：借方 {yuan(debit)}，贷方 {yuan(credit)}。", remedy="请核对后再录入。")
    for row in change.db.execute("select id from opening_balance where year = ?", (year,)).fetchall():
        change.delete("opening_balance", row["id"])
    chart = {one.code: one for one in queries.accounts(change.db, f"{year}-01")}
    unknown = [code for code, _, _ in rows if code not in chart or not chart[code].leaf]
    if unknown:
        raise Refused(f"期初余额要记在末级科目上：{'、'.join(unknown)}。")
    kept = [(year, chart[code].id, debit, credit) for code, debit, credit in rows]
    change.insert_all("opening_balance", ("year", "account", "debit_fen", "credit_fen"), kept)


# -- marks and accounts -------------------------------------------------------------------------


def mark(change: Change, key: int, kind: str, note: str = "") -> None:
    """Put a mark beside a voucher: checked, cashier, approved, printed, scanned."""
    at = change.now.isoformat(timespec="seconds")
    change.insert("voucher_mark", {"voucher": key, "kind": kind, "by": change.actor, "at": at, "note": note})


def add_account(change: Change, code: str, name: str, parent: int) -> int:
    """A sub-account below `parent`, of its class, side and validity. Refused when the parent has lines."""
    chart = {account.id: account for account in queries.accounts(change.db)}
    above, name, code = chart[parent], name.strip(), code.strip()
    if not name:
        raise Refused("还没有写科目名称。", remedy="请写上名称。")
    if not (code.isascii() and code.isdigit() and len(code) <= _LONGEST_CODE):
        raise Refused(f"科目编码“{code[:30]}”不对。", remedy=f"编码只用数字，最多 {_LONGEST_CODE} 位。")
    if any(account.code == code and account.chart == above.chart for account in chart.values()):
        raise Refused(f"科目编码 {code} 已经有了。", remedy="请换一个编码。")
    if any(account.parent == parent and account.name == name for account in chart.values()):
        raise Refused(f"“{above.full_name}”下面已经有叫“{name}”的科目。", remedy="请换一个名称。")
    if not code.startswith(above.code) or len(code) <= len(above.code):
        raise Refused(f"下级科目的编码要以 {above.code} 开头，并且更长。", remedy=f"例如 {above.code}01。")
    if change.db.execute("select 1 from voucher_line where account = ? limit 1", (parent,)).fetchone():
        raise Refused(f"“{above.full_name}”已经有凭证，不能再分下级。", remedy="请在新年度开始时分。")
    return change.insert(
        "account",
        {
            "code": code, "name": name, "class": above.kind, "side": above.side, "parent": parent,
            "chart": above.chart, "valid_from": above.valid_from, "valid_to": above.valid_to,
            "initials": initials(name).lower(),
        },
    )  # fmt: skip
