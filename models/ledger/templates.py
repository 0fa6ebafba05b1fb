"""常用凭证: vouchers kept as patterns, called with a key; some recur each month, quarter or year."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.kit.days import month_end, month_words, next_month
from models.kit.errors import Refused
from models.ledger import actions, queries
from models.ledger.records import LineDraft, Voucher, VoucherDraft
from models.store.journal import Change

EVERY = {"": "用时才填", "month": "每月", "quarter": "每季末月", "halfyear": "每半年末月", "year": "每年末月"}
_MONTHS = {"month": 1, "quarter": 3, "halfyear": 6, "year": 12}
_FURTHEST_BACK = 12  # months: what was not made for a year is no longer asked for


@dataclass(frozen=True)
class Template:
    """One pattern. Amounts of its lines may be 0 (typed each time); `debits` says the side of each line."""

    id: int
    name: str
    lines: tuple[LineDraft, ...]
    debits: tuple[bool, ...]
    word: str = "记"
    every: str = ""  # a key of EVERY
    day_of_month: int | None = None  # None: the last day
    from_month: str | None = None
    to_month: str | None = None
    keep_amounts: bool = True
    used: int = 0

    @property
    def ready(self) -> bool:
        """Complete and balanced: can be made without a look at it."""
        debit = sum(line.debit_fen for line in self.lines)
        whole = all(line.debit_fen or line.credit_fen for line in self.lines)
        return whole and debit == sum(line.credit_fen for line in self.lines) and len(self.lines) > 1

    def day_in(self, month: str) -> date:
        """Its day in a month; the 31st of a shorter month is its last."""
        last = month_end(month)
        return last if self.day_of_month is None else last.replace(day=min(self.day_of_month, last.day))

    def draft(self, month: str) -> VoucherDraft:
        """As a voucher of that month; “{月}” in a summary becomes the month's number."""
        number = str(int(month[5:]))
        lines = tuple(replace(one, summary=one.summary.replace("{月}", number)) for one in self.lines)
        summary = next((line.summary for line in lines if line.summary), self.name)
        return VoucherDraft(self.day_in(month), summary, lines, word=self.word)


@dataclass(frozen=True)
class Due:
    """A recurring voucher that was not made yet for its month."""

    template: Template
    month: str

    @property
    def day(self) -> date:
        """When it is due."""
        return self.template.day_in(self.month)


# -- questions ------------------------------------------------------------------------------------


def templates(db: sqlite3.Connection) -> list[Template]:
    """All patterns, those used most first."""
    lines: dict[int, list[sqlite3.Row]] = {}
    for row in db.execute("select * from voucher_template_line order by template, position"):
        lines.setdefault(row["template"], []).append(row)
    rows = db.execute("select * from voucher_template order by used desc, name").fetchall()
    return [_template(row, lines.get(row["id"], [])) for row in rows]


def template(db: sqlite3.Connection, key: int) -> Template:
    """One of them. Raises `Refused` when it is gone."""
    for one in templates(db):
        if one.id == key:
            return one
    raise Refused("这张常用凭证不在了。", remedy="请刷新后再试。")


def _template(row: sqlite3.Row, lines: Sequence[sqlite3.Row]) -> Template:
    return Template(
        row["id"],
        row["name"],
        tuple(_line(one) for one in lines),
        tuple(one["side"] == "debit" for one in lines),
        row["word"],
        row["every"],
        row["day_of_month"],
        row["from_month"],
        row["to_month"],
        bool(row["keep_amounts"]),
        row["used"],
    )


def _line(row: sqlite3.Row) -> LineDraft:
    return LineDraft(
        row["account"],
        row["debit_fen"],
        row["credit_fen"],
        row["summary"],
        pair=row["pair"],
        fund=row["fund"],
        earmark=row["earmark"],
        unit=row["unit"],
        partner=row["partner"],
    )


def due(db: sqlite3.Connection, until: str) -> list[Due]:
    """Recurring vouchers of months up to `until` that were neither made nor passed over, oldest first."""
    done = {(row[0], row[1]) for row in db.execute("select template, month from voucher_template_done")}
    found = []
    for one in templates(db):
        for month in _months_of(one, until):
            if (one.id, month) not in done and not queries.is_closed(db, month):
                found.append(Due(one, month))
    return sorted(found, key=lambda each: (each.day, each.template.name))


def _months_of(one: Template, until: str) -> list[str]:
    if not one.every or not one.from_month:
        return []
    step = _MONTHS[one.every]
    month = max(one.from_month, next_month(until, -_FURTHEST_BACK + 1))
    last = min(until, one.to_month or until)
    found = []
    while month <= last:
        if int(month[5:]) % step == 0:
            found.append(month)
        month = next_month(month)
    return found


# -- changes --------------------------------------------------------------------------------------


def save(change: Change, one: Template) -> int:
    """Keep a pattern: a new one (`id` 0), or in place of the one of that id. Raises `Refused`."""
    _check(change, one)
    row = {
        "name": one.name.strip(), "word": one.word, "every": one.every, "day_of_month": one.day_of_month,
        "from_month": one.from_month, "to_month": one.to_month, "keep_amounts": int(one.keep_amounts),
    }  # fmt: skip
    if one.id:
        change.update("voucher_template", one.id, row)
        _drop_lines(change, one.id)
        key = one.id
    else:
        key = change.insert("voucher_template", row)
    for at, (line, debit) in enumerate(zip(one.lines, one.debits, strict=True), 1):
        kept = line if one.keep_amounts else replace(line, debit_fen=0, credit_fen=0)
        change.insert(
            "voucher_template_line",
            {"template": key, "position": at, "account": kept.account, "summary": kept.summary,
             "debit_fen": kept.debit_fen, "credit_fen": kept.credit_fen,
             "side": "debit" if debit else "credit", "pair": kept.pair, "earmark": kept.earmark,
             "fund": kept.fund, "partner": kept.partner, "unit": kept.unit},
        )  # fmt: skip
    return key


def _check(change: Change, one: Template) -> None:
    if not one.name.strip():
        raise Refused("还没有写常用凭证的名称。", "name", "例如“上缴上级经费”。")
    twin = change.db.execute("select id from voucher_template where name = ?", (one.name.strip(),)).fetchone()
    if twin and twin["id"] != one.id:
        raise Refused(f"已经有叫“{one.name.strip()}”的常用凭证。", "name", "请换一个名称。")
    if not one.lines:
        raise Refused("这张凭证还没有选科目，不能存成常用凭证。", "name", "请至少填一行科目。")
    if any(line.debit_fen < 0 or line.credit_fen < 0 for line in one.lines):
        raise Refused("红字凭证不能存成常用凭证。", "name", "请从平常的凭证存。")
    if one.every and not one.from_month:
        raise Refused("定期凭证要写从哪个月开始。", "from_month", "请填开始月份。")
    if one.every and one.to_month and one.to_month < (one.from_month or ""):
        raise Refused("结束月份在开始月份之前。", "to_month", "请核对月份。")


def _drop_lines(change: Change, key: int) -> None:
    query = "select id from voucher_template_line where template = ?"
    for row in change.db.execute(query, (key,)).fetchall():
        change.delete("voucher_template_line", row["id"])


def drop(change: Change, key: int) -> None:
    """Take a pattern away; the vouchers made with it stay."""
    _drop_lines(change, key)
    for row in change.db.execute(
        "select id from voucher_template_done where template = ?", (key,)
    ).fetchall():
        change.delete("voucher_template_done", row["id"])
    change.delete("voucher_template", key)


def count_use(change: Change, key: int, voucher: Voucher) -> None:
    """A voucher was made with this pattern; a recurring one is done for the voucher's month."""
    row = change.db.execute("select used, every from voucher_template where id = ?", (key,)).fetchone()
    if row is None:
        return
    change.update("voucher_template", key, {"used": row["used"] + 1})
    found = change.db.execute(
        "select id from voucher_template_done where template = ? and month = ?", (key, voucher.month)
    ).fetchone()
    if row["every"] and found is None:
        change.insert(
            "voucher_template_done", {"template": key, "month": voucher.month, "voucher": voucher.id}
        )


def skip(change: Change, key: int, month: str, reason: str) -> None:
    """Nothing was to be made for that month, and why."""
    if not reason.strip():
        raise Refused("请写明这个月为什么不用填。", "reason")
    change.insert("voucher_template_done", {"template": key, "month": month, "skipped": reason.strip()})


def make_due(change: Change, until: str) -> tuple[list[Voucher], list[Due]]:
    """Make a draft of every recurring voucher that is complete; returns them and those that need amounts."""
    made: list[Voucher] = []
    left: list[Due] = []
    for one in due(change.db, until):
        if not one.template.ready:
            left.append(one)
            continue
        draft = one.template.draft(one.month)
        saved = queries.voucher(change.db, actions.save_draft(change, draft))
        count_use(change, one.template.id, saved)
        made.append(saved)
    return made, left


def of_voucher(name: str, lines: Sequence[LineDraft]) -> Template:
    """A pattern of what stands in a voucher; member, activity and budget line belong to the one time only."""
    kept = tuple(replace(line, member=None, activity=None, campaign=None, budget_line=None) for line in lines)
    return Template(0, name, kept, tuple(bool(line.debit_fen) or not line.credit_fen for line in lines))


def words(one: Due) -> str:
    """ "2026年11月的“上缴上级经费”还没有填。"."""
    return f"{month_words(one.month)}的“{one.template.name}”还没有填。"
