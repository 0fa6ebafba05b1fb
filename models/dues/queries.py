"""Every question to the dues register. All take the connection (`office.db` or `change.db`)."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from datetime import date

from models.dues.checks import reckon
from models.dues.records import (
    BATCH_STATES,
    CHANGES,
    WAYS,
    Adjustment,
    Batch,
    Before,
    MonthDue,
    Origin,
    Payer,
    Pending,
    Proposal,
    Standard,
)
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger.records import voucher_name
from models.members import queries as members

Db = sqlite3.Connection


# -- standards --------------------------------------------------------------------------------


def standards(db: Db) -> list[Standard]:
    """All standards, the latest first."""
    rows = db.execute("select * from dues_standard order by from_month desc").fetchall()
    return [_standard(row) for row in rows]


def standard_at(db: Db, month: str) -> Standard:
    """The standard that is valid in a month. Raises `Refused` when none is."""
    row = db.execute(
        "select * from dues_standard where from_month <= ? order by from_month desc limit 1", (month,)
    ).fetchone()
    if row is None:
        raise Refused(f"{month} 还没有会费标准。", "会费 › 标准", "请先定标准。")
    return _standard(row)


def _standard(row: sqlite3.Row) -> Standard:
    return Standard(
        id=row["id"],
        from_month=row["from_month"],
        method=row["method"],
        rate_bp=row["rate_bp"],
        step_fen=row["step_fen"],
        fixed_fen=row["fixed_fen"],
        tiers=tuple((int(a), int(b)) for a, b in json.loads(row["tiers"])),
        basis=row["basis"],
    )


# -- people -----------------------------------------------------------------------------------

_PAYER = (
    "select m.id, coalesce(m.number, '') as number, m.name, coalesce(u.name, '') as unit,"
    " m.department, m.initials from member m left join unit u on u.id = m.unit"
)


def payers(db: Db) -> dict[int, Payer]:
    """Every member, by id, in the order of number and name."""
    rows = db.execute(_PAYER + " order by coalesce(u.position, 0), u.name, m.number, m.sort_key, m.id")
    return {row["id"]: Payer(*row) for row in rows}


def payer(db: Db, member: int) -> Payer:
    """One member."""
    row = db.execute(_PAYER + " where m.id = ?", (member,)).fetchone()
    if row is None:
        raise Refused("没有这位会员。", remedy="请刷新后再试。")
    return Payer(*row)


# -- what is due and what came in -------------------------------------------------------------


def month_dues(db: Db, first: str, last: str, member: int | None = None) -> dict[tuple[int, str], MonthDue]:
    """Every assessed or paid member-month of the span."""
    only = (" and member = ?", (member,)) if member is not None else ("", ())
    assessed = {
        (row["member"], row["month"]): (row["base_fen"], row["due_fen"])
        for row in db.execute(
            f"select member, month, base_fen, due_fen from dues_due where month between ? and ?{only[0]}",
            (first, last, *only[1]),
        )
    }
    delta, exempt = _corrections(db, (first, last), only)
    paid = _paid(db, (first, last), only)
    inside = _liable_months(db, sorted({month for _, month in assessed}))
    found = {}
    for place in assessed.keys() | paid.keys():
        base, due = assessed.get(place, (None, 0))
        liable = place[0] in inside.get(place[1], ())
        total = due + delta.get(place, 0) if liable else 0
        arrived, transit = paid.get(place, (0, 0))
        found[place] = MonthDue(
            place[0], place[1], base, max(0, total), place in exempt, liable, arrived, transit
        )
    return found


def corrections(db: Db, month: str) -> dict[tuple[int, str], int]:
    """Σ of the later corrections of a month, by (member, month)."""
    return _corrections(db, (month, month), ("", ()))[0]


def _corrections(
    db: Db, span: tuple[str, str], only: tuple[str, tuple[int, ...]]
) -> tuple[dict[tuple[int, str], int], set[tuple[int, str]]]:
    sums: dict[tuple[int, str], int] = defaultdict(int)
    exempt = set()
    query = f"select member, month, kind, delta_fen from dues_change where month between ? and ?{only[0]}"
    for member, month, kind, delta in db.execute(query, (*span, *only[1])):
        sums[member, month] += delta
        if kind == "exempt":
            exempt.add((member, month))
    return sums, exempt


def _paid(
    db: Db, span: tuple[str, str], only: tuple[str, tuple[int, ...]]
) -> dict[tuple[int, str], tuple[int, int]]:
    """(arrived, in transit) of each member-month; reversed batches don't count."""
    query = (
        "select p.member, p.month, sum(iif(b.state = 'arrived', p.amount_fen, 0)),"
        " sum(iif(b.state = 'deducted', p.amount_fen, 0))"
        " from dues_paid p join dues_batch b on b.id = p.batch"
        f" where p.month between ? and ? and p.member is not null and b.state <> 'reversed'{only[0]}"
        " group by p.member, p.month"
    )
    return {(row[0], row[1]): (row[2], row[3]) for row in db.execute(query, (*span, *only[1]))}


def _liable_months(db: Db, months: list[str]) -> dict[str, set[int]]:
    """Who owes dues in each month, by membership alone (joined, not retired or left)."""
    return {month: {one.member for one in members.liable(db, month)} for month in months}


def assessed_months(db: Db) -> list[str]:
    """The months that have been assessed, in order."""
    return [row[0] for row in db.execute("select distinct month from dues_due order by month")]


def is_assessed(db: Db, month: str) -> bool:
    """Whether that month has been assessed."""
    return bool(db.execute("select 1 from dues_due where month = ? limit 1", (month,)).fetchone())


def assessed_members(db: Db, month: str) -> frozenset[int]:
    """Whom somebody has assessed for that month."""
    return frozenset(row[0] for row in db.execute("select member from dues_due where month = ?", (month,)))


def booked(db: Db, month: str, way: str = "payroll") -> dict[int, int]:
    """What earlier lists of that month have already brought, by member."""
    query = (
        "select p.member, sum(p.amount_fen) from dues_paid p join dues_batch b on b.id = p.batch"
        " where p.month = ? and b.way = ? and b.state <> 'reversed' and p.member is not null"
        " group by p.member"
    )
    return dict(db.execute(query, (month, way)).fetchall())


def booked_names(db: Db, month: str) -> dict[str, int]:
    """The same by the name on the list, for rows that were not matched without asking."""
    query = (
        "select p.payer, sum(p.amount_fen) from dues_paid p join dues_batch b on b.id = p.batch"
        " where p.month = ? and b.way = 'payroll' and b.state <> 'reversed' and p.payer <> ''"
        " group by p.payer"
    )
    return dict(db.execute(query, (month,)).fetchall())


def before(db: Db, month: str) -> Before:
    """What a month has received so far, as a new list is held against it."""
    query = (
        "select p.member, sum(p.amount_fen) from dues_paid p join dues_batch b on b.id = p.batch"
        " where p.month = ? and b.way <> 'payroll' and b.state <> 'reversed' and p.member is not null"
        " group by p.member"
    )
    other = dict(db.execute(query, (month,)).fetchall())
    return Before(booked(db, month), booked_names(db, month), other)


def proposals(db: Db, first: str, last: str) -> list[Proposal]:
    """Assessed months whose pay base has changed since: the differences that nobody has accepted yet."""
    by_id = payers(db)
    adjusted: dict[tuple[int, str], int] = defaultdict(int)
    exempt = set()
    for row in db.execute(
        "select member, month, kind, delta_fen from dues_change where month between ? and ?", (first, last)
    ):
        if row["kind"] == "base":
            adjusted[row["member"], row["month"]] += row["delta_fen"]
        elif row["kind"] == "exempt":
            exempt.add((row["member"], row["month"]))
    found = []
    bases: dict[str, dict[int, int]] = {}
    rules: dict[str, Standard] = {}
    rows = db.execute(
        "select member, month, base_fen, due_fen from dues_due"
        " where month between ? and ? order by month, member",
        (first, last),
    ).fetchall()
    for member, month, base, due in rows:
        if month not in bases:
            bases[month], rules[month] = members.bases(db, month), standard_at(db, month)
        now_base = bases[month].get(member)
        same = now_base == base and not adjusted[member, month]
        if (member, month) in exempt or now_base is None or same:
            continue
        now = reckon(rules[month], now_base) or 0
        was = due + adjusted[member, month]
        if now != was:
            found.append(Proposal(by_id[member], month, now_base, was, now))
    inside = _liable_months(db, sorted({one.month for one in found}))
    return [one for one in found if one.payer.id in inside[one.month]]


# -- batches ----------------------------------------------------------------------------------

_BATCH = (
    "select b.*, v.word, v.number, v.month as voucher_month,"
    " (select count(distinct p.member) from dues_paid p where p.batch = b.id) as members,"
    " (select coalesce(sum(p.amount_fen), 0) from dues_paid p"
    "   where p.batch = b.id and p.member is not null) as dues,"
    " (select coalesce(sum(p.amount_fen), 0) from dues_paid p"
    "   where p.batch = b.id and p.member is null) as pending"
    " from dues_batch b left join voucher v on v.id = b.voucher"
)


def batches(db: Db, first: str, last: str) -> list[Batch]:
    """The batches for dues months `first` to `last`, in the order in which they were made."""
    rows = db.execute(_BATCH + " where b.month between ? and ? order by b.month, b.id", (first, last))
    return [_batch(row) for row in rows]


def batch(db: Db, key: int) -> Batch:
    """One batch."""
    row = db.execute(_BATCH + " where b.id = ?", (key,)).fetchone()
    if row is None:
        raise Refused("没有这个收缴批次。", remedy="请刷新后再试。")
    return _batch(row)


def waiting(db: Db, month: str | None = None) -> list[Batch]:
    """Batches that are 已扣未到账, of one month or all."""
    where = " where b.state = 'deducted'" + (" and b.month = ?" if month else "")
    return [_batch(row) for row in db.execute(_BATCH + where + " order by b.id", (month,) if month else ())]


def batch_of_voucher(db: Db, voucher: int) -> Batch | None:
    """The batch whose voucher this is."""
    row = db.execute(_BATCH + " where b.voucher = ?", (voucher,)).fetchone()
    return _batch(row) if row else None


def _batch(row: sqlite3.Row) -> Batch:
    name = voucher_name(row["voucher_month"], row["word"], row["number"]) if row["voucher"] else ""
    return Batch(
        id=row["id"],
        month=row["month"],
        way=row["way"],
        state=row["state"],
        received_on=date.fromisoformat(row["received_on"]),
        arrived_on=date.fromisoformat(row["arrived_on"]) if row["arrived_on"] else None,
        voucher=row["voucher"],
        voucher_name=name,
        members=row["members"],
        dues_fen=row["dues"],
        pending_fen=row["pending"],
        source=row["source"],
        receipt_no=row["receipt_no"],
        note=row["note"],
    )


def pending(db: Db) -> list[Pending]:
    """Money of unknown payers that nobody has settled or paid back."""
    rows = db.execute(
        "select p.id, p.batch, p.month, p.payer, p.amount_fen, p.note from dues_paid p"
        " join dues_batch b on b.id = p.batch where p.member is null and b.state <> 'reversed'"
        " and p.settled is null and (p.refund is null or exists (select 1 from voucher r"
        " where r.reverses = p.refund and r.posted = 1)) order by p.month, p.id"
    )
    return [Pending(*row) for row in rows]


def payments(db: Db, member: int) -> list[sqlite3.Row]:
    """A member's payments: month, amount_fen, way, state, received_on, arrived_on, voucher, batch."""
    return db.execute(
        "select p.id, p.month, p.amount_fen, b.way, b.state, b.received_on, b.arrived_on, b.voucher,"
        " b.id as batch, p.note from dues_paid p join dues_batch b on b.id = p.batch"
        " where p.member = ? order by p.month, p.id",
        (member,),
    ).fetchall()


def arrived(db: Db, month: str, member: int | None = None, voucher: int | None = None) -> list[sqlite3.Row]:
    """The payments of a dues month ("": of all) in the books, by unit and number; also of one voucher."""
    asked = {"p.month": month, "p.member": member, "b.voucher": voucher}
    only = {column: value for column, value in asked.items() if value}
    return db.execute(
        "select p.id, p.member, p.month, p.amount_fen, b.way, b.arrived_on, b.voucher, b.id as batch"
        " from dues_paid p join dues_batch b on b.id = p.batch join member m on m.id = p.member"
        " left join unit u on u.id = m.unit"
        f" where b.state = 'arrived'{''.join(f' and {column} = ?' for column in only)}"
        " order by coalesce(u.position, 0), u.name, m.number, m.sort_key, m.id, p.id",
        (*only.values(),),
    ).fetchall()


def notes(db: Db, month: str) -> dict[int, str]:
    """What was decided about members' unpaid dues of a month."""
    return dict(db.execute("select member, text from dues_note where month = ?", (month,)).fetchall())


def reasons(db: Db, first: str, last: str) -> dict[tuple[int, str], str]:
    """The reason of each correction, the latest of a member-month."""
    rows = db.execute(
        "select member, month, reason from dues_change where month between ? and ? order by id", (first, last)
    )
    return {(row[0], row[1]): row[2] for row in rows}


# -- where a mark of the matrix comes from ----------------------------------------------------


def origins(db: Db, member: int, month: str) -> list[Origin]:
    """What made one cell of the matrix what it is, in the order in which it happened."""
    found = []
    for row in db.execute(
        "select base_fen, due_fen from dues_due where member = ? and month = ?", (member, month)
    ):
        base = f"计费基数 {yuan(row[0])}" if row[0] is not None else "定额"
        found.append(Origin("核定应缴", None, row[1], base))
    for row in db.execute(
        "select kind, delta_fen, reason from dues_change where member = ? and month = ? order by id",
        (member, month),
    ):
        found.append(Origin(CHANGES[row["kind"]], None, row["delta_fen"], row["reason"]))
    for row in db.execute(
        "select p.amount_fen, b.id, p.payer from dues_paid p join dues_batch b on b.id = p.batch"
        " where p.member = ? and p.month = ? order by p.id",
        (member, month),
    ):
        found.append(_origin(batch(db, row["id"]), row["amount_fen"], row["payer"]))
    said = notes(db, month).get(member)
    if said:
        found.append(Origin("记欠缴", None, None, said))
    return found


def _origin(one: Batch, fen: int, payer_name: str) -> Origin:
    words = f"{WAYS[one.way]} · {BATCH_STATES[one.state]}"
    said = [
        one.source,
        f"单上写的是“{payer_name}”" if payer_name else "",
        one.receipt_no and f"收据 {one.receipt_no}",
    ]
    said.append(f"冲回原因：{one.note}" if one.state == "reversed" else "")
    day = one.arrived_on or one.received_on
    return Origin(
        words, day, fen, "，".join(part for part in said if part), one.id, one.voucher, one.voucher_name
    )


def changes(db: Db, first: str, last: str) -> list[Adjustment]:
    """Exemptions and corrections of the span, the latest first."""
    by_id = payers(db)
    rows = db.execute(
        "select c.id, c.member, c.month, c.kind, c.delta_fen, c.reason, u.name from dues_change c"
        " join user u on u.id = c.by where c.month between ? and ? order by c.id desc",
        (first, last),
    )
    return [Adjustment(row[0], by_id[row[1]], *row[2:]) for row in rows]


def unpaid_notes(db: Db, first: str, last: str) -> dict[tuple[int, str], str]:
    """What was noted about unpaid months, the latest word for each (member, month)."""
    rows = db.execute(
        "select member, month, text from dues_note where month between ? and ? order by month, id",
        (first, last),
    )
    return {(row[0], row[1]): row[2] for row in rows}
