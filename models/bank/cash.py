"""现金盘点: the cash box counted by denomination against the book, and what its difference becomes."""

from __future__ import annotations

from datetime import date
from sqlite3 import Row

from models.bank import queries
from models.bank.records import FACES, Count, CountDraft
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import actions as ledger
from models.ledger import queries as books
from models.ledger.records import LineDraft, Voucher, VoucherDraft, voucher_name
from models.store.journal import Change


def book_fen(db: books.Db, day: date) -> int:
    """The cash journal's balance at the end of a day."""
    return queries.book_balance(db, books.account_by_key(db, "cash"), day)


def drafted_fen(db: books.Db, day: date) -> tuple[int, int]:
    """What drafts up to a day say of cash, (in, out): it is in the box or gone, but not in the book."""
    accounts = books.family(db, books.account_by_key(db, "cash"))
    row = db.execute(
        "select coalesce(sum(l.debit_fen), 0), coalesce(sum(l.credit_fen), 0) from voucher_line l"
        " join voucher v on v.id = l.voucher where v.posted = 0 and v.day <= ?"
        f" and l.account in ({', '.join('?' * len(accounts))})",
        (day.isoformat(), *accounts),
    ).fetchone()
    return int(row[0]), int(row[1])


def counts(db: books.Db) -> list[Count]:
    """All counts, the latest first."""
    rows = db.execute(
        "select c.*, v.month, v.word, v.number from cash_count c left join voucher v on v.id = c.voucher"
        " order by c.day desc, c.id desc"
    ).fetchall()
    faces: dict[int, list[tuple[int, int]]] = {}
    for row in db.execute("select count, face_fen, pieces from cash_count_row order by face_fen desc"):
        faces.setdefault(row["count"], []).append((row["face_fen"], row["pieces"]))
    return [_count(row, tuple(faces.get(row["id"], ()))) for row in rows]


def _count(row: Row, faces: tuple[tuple[int, int], ...]) -> Count:
    draft = CountDraft(
        date.fromisoformat(row["day"]), faces, row["unbooked_in_fen"], row["unbooked_out_fen"],
        row["explanation"], row["counter"], row["witness"], row["cashier"],
    )  # fmt: skip
    name = voucher_name(row["month"], row["word"], row["number"]) if row["voucher"] else ""
    return Count(row["id"], draft, row["book_fen"], row["voucher"], name)


def count_of(db: books.Db, key: int) -> Count:
    """One count. Raises `Refused`."""
    found = next((one for one in counts(db) if one.id == key), None)
    if found is None:
        raise Refused("这次盘点不在了。", remedy="请刷新后再看。")
    return found


def last_count(db: books.Db, until: date) -> Count | None:
    """The latest count up to a day."""
    return next((one for one in counts(db) if one.draft.day <= until), None)


def keep_count(change: Change, draft: CountDraft) -> int:
    """A new count. Raises `Refused` for negative pieces, no counter, or a difference without words."""
    if draft.day > change.today:
        raise Refused("盘点日期还没有到。", str(draft.day), "请改日期。")
    if any(face not in FACES or pieces < 0 for face, pieces in draft.rows):
        raise Refused("张数要是 0 或更大的整数。", remedy="请核对张数。")
    if not draft.counter.strip():
        raise Refused("还没有写盘点人。", remedy="请写上谁点的钱。")
    count = Count(0, draft, book_fen(change.db, draft.day), None)
    if count.difference_fen and not draft.explanation.strip():
        word = "长款" if count.difference_fen > 0 else "短款"
        gap = f"{word} {yuan(abs(count.difference_fen))} 元"
        raise Refused("盘点有差额，要写明原因。", gap, "请写上原因，再保存。")
    key = change.insert(
        "cash_count",
        {
            "day": draft.day, "counter": draft.counter.strip(), "witness": draft.witness.strip(),
            "cashier": draft.cashier.strip(), "counted_fen": draft.counted_fen, "book_fen": count.book_fen,
            "unbooked_in_fen": draft.unbooked_in_fen, "unbooked_out_fen": draft.unbooked_out_fen,
            "explanation": draft.explanation.strip(), "by": change.actor,
            "at": change.now.isoformat(timespec="seconds"),
        },
    )  # fmt: skip
    rows = [(key, *row) for row in draft.rows if row[1]]
    change.insert_all("cash_count_row", ("count", "face_fen", "pieces"), rows)
    return key


def drop_count(change: Change, key: int) -> None:
    """Take a count away that was entered by mistake; one whose difference was booked stays."""
    if count_of(change.db, key).voucher:
        raise Refused("这次盘点的差额已经记账。", remedy="请先红字冲销那张凭证；盘点记录留着备查。")
    for row in change.db.execute("select id from cash_count_row where count = ?", (key,)).fetchall():
        change.delete("cash_count_row", row["id"])
    change.delete("cash_count", key)


def difference_draft(db: books.Db, count: Count) -> VoucherDraft:
    """Short: other receivables until it is cleared up; over: other payables. Raises `Refused` without one."""
    if not (gap := count.difference_fen):
        raise Refused("账款相符，没有差额要记。")
    who = count.draft.cashier or count.draft.counter
    cash, fen = books.account_by_key(db, "cash"), abs(gap)
    if gap < 0:
        what = f"{count.draft.day} 现金盘点短款，待查"
        other = LineDraft(books.account_by_key(db, "other_receivable"), fen, 0, what, partner=who)
        lines = (other, LineDraft(cash, 0, fen, what))
    else:
        what = f"{count.draft.day} 现金盘点长款，待查"
        other = LineDraft(books.account_by_key(db, "other_payable"), 0, fen, what, partner="现金长款")
        lines = (LineDraft(cash, fen, 0, what), other)
    return VoucherDraft(count.draft.day, what, lines, attachments=1)


def book_difference(change: Change, key: int) -> Voucher:
    """Post the difference of a count, once."""
    count = count_of(change.db, key)
    if count.voucher:
        raise Refused(f"这次盘点的差额已经记账（{count.voucher_name}）。")
    posted = ledger.post_voucher(change, difference_draft(change.db, count))
    change.update("cash_count", key, {"voucher": posted.id})
    return posted
