"""What is due: standards, assessment, exemptions, corrections. Money received is in `batches`."""

from __future__ import annotations

import json
from collections.abc import Sequence

from models.dues import queries
from models.dues.checks import check_not_far, reckon
from models.dues.records import Assessed, Payer, Proposal, Standard
from models.kit.days import month_words, months
from models.kit.errors import Refused
from models.kit.money import yuan
from models.members import queries as members
from models.store.journal import Change


def set_standard(change: Change, standard: Standard) -> int:
    """Lay down how dues are reckoned from a month on; months already assessed stay as they are."""
    values = {
        "from_month": standard.from_month,
        "method": standard.method,
        "rate_bp": standard.rate_bp,
        "step_fen": standard.step_fen,
        "fixed_fen": standard.fixed_fen,
        "tiers": json.dumps(standard.tiers),
        "basis": standard.basis,
    }
    row = change.db.execute(
        "select id from dues_standard where from_month = ?", (standard.from_month,)
    ).fetchone()
    if row is None:
        return change.insert("dues_standard", values)
    change.update("dues_standard", row["id"], values)
    return int(row["id"])


def assess(change: Change, first: str, last: str) -> list[Assessed]:
    """What each member owes for the months `first` to `last`; what is assessed already stays."""
    check_not_far(last, change.today)
    by_id = queries.payers(change.db)
    return [_assess_month(change, month, by_id) for month in months(first, last)]


def _assess_month(change: Change, month: str, by_id: dict[int, Payer]) -> Assessed:
    standard = queries.standard_at(change.db, month)
    have = dict(
        change.db.execute("select member, due_fen from dues_due where month = ?", (month,)).fetchall()
    )
    rows, missing = [], []
    liable = members.liable(change.db, month)
    for one in liable:
        if one.member in have:
            continue
        due = reckon(standard, one.base_fen)
        if due is None:
            missing.append(by_id[one.member])
            continue
        rows.append((one.member, month, one.base_fen, due, standard.id))
    change.insert_all("dues_due", ("member", "month", "base_fen", "due_fen", "standard"), rows)
    corrections = queries.corrections(change.db, month)
    owing = {one.member for one in liable}
    dues = {**have, **{row[0]: row[3] for row in rows}}
    owed = [max(0, fen + corrections.get((who, month), 0)) for who, fen in dues.items() if who in owing]
    return Assessed(month, sum(1 for fen in owed if fen), sum(owed), len(rows), tuple(missing))


def exempt(change: Change, member: int, first: str, last: str, reason: str) -> int:
    """Waive the dues of a span of months, with the reason. Returns how many months it changed."""
    who = queries.payer(change.db, member)
    if not reason.strip():
        raise Refused(f"{who.name} 的免缴要写明原因。", remedy="例如：产假，工资由社保发放。")
    count = 0
    dues = queries.month_dues(change.db, first, last, member)
    for month in months(first, last):
        due = dues.get((member, month))
        if due is None:
            continue
        if due.arrived_fen or due.transit_fen:
            raise Refused(f"{who.name} {month_words(month)}的会费已经收了。", remedy="要退款请先冲回那一笔。")
        if due.due_fen and not due.exempt:
            _correct(change, (member, month), "exempt", -due.due_fen, reason)
            count += 1
    return count


def correct(change: Change, member: int, month: str, now_fen: int, reason: str) -> None:
    """改应缴: set what a member owes for a month, with the reason; the assessed amount stays on record."""
    if not reason.strip():
        raise Refused("改应缴要写明原因。")
    due = queries.month_dues(change.db, month, month, member).get((member, month))
    if due is None or not due.liable:
        raise Refused(f"{queries.payer(change.db, member).name} 这个月没有应缴。", month, "请先核定应缴。")
    if now_fen != due.due_fen:
        _correct(change, (member, month), "manual", now_fen - due.due_fen, reason)


def _correct(change: Change, place: tuple[int, str], kind: str, delta_fen: int, reason: str) -> None:
    change.insert(
        "dues_change",
        {
            "member": place[0],
            "month": place[1],
            "kind": kind,
            "delta_fen": delta_fen,
            "reason": reason.strip(),
            "by": change.actor,
        },
    )


def accept(change: Change, proposals: Sequence[Proposal]) -> None:
    """Take over the differences that a changed pay base makes."""
    for one in proposals:
        reason = f"计费基数改为 {yuan(one.base_fen)}"
        _correct(change, (one.payer.id, one.month), "base", one.delta_fen, reason)


def note(change: Change, member: int, month: str, text: str) -> None:
    """记欠缴: keep why a month is unpaid; moves no money."""
    row = change.db.execute(
        "select id from dues_note where member = ? and month = ?", (member, month)
    ).fetchone()
    if row:
        change.update("dues_note", row["id"], {"text": text})
    else:
        change.insert("dues_note", {"member": member, "month": month, "text": text})


def drop_correction(change: Change, correction: int) -> None:
    """Take an exemption or correction back; refused when money was received on it since."""
    row = change.db.execute(
        "select member, month, kind from dues_change where id = ?", (correction,)
    ).fetchone()
    if row is None:
        raise Refused("这条调整已经不在了。", remedy="请刷新后再看。")
    due = queries.month_dues(change.db, row["month"], row["month"], row["member"])[
        row["member"], row["month"]
    ]
    if row["kind"] != "exempt" and (due.arrived_fen or due.transit_fen):
        who = queries.payer(change.db, row["member"])
        raise Refused(
            f"{who.name} {month_words(row['month'])}的会费已经按它收了。",
            remedy="要改的话请再登记一次“改应缴”。",
        )
    change.delete("dues_change", correction)


def drop_standard(change: Change, standard: int) -> None:
    """Take a standard away that no assessed month has used."""
    used = change.db.execute("select 1 from dues_due where standard = ? limit 1", (standard,)).fetchone()
    if used:
        raise Refused("已经有月份按这个标准核定了应缴，不能删除。", remedy="可以从下个月起定新的标准。")
    if len(queries.standards(change.db)) == 1:
        raise Refused("只剩这一个标准了，不能删除。", remedy="请先定新的标准。")
    change.delete("dues_standard", standard)
