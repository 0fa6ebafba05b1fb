"""What is checked before an invoice is taken: twice, a wrong buyer, age; a voucher against its papers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from models.documents.records import Doubt, InvoiceFields
from models.documents.settling import name_key
from models.kit.money import yuan
from models.ledger.queries import Db
from models.ledger.records import voucher_name


def tidied(fields: InvoiceFields) -> InvoiceFields:
    """A number of 20 digits is one of its own: a code beside it would hide a second use."""
    return replace(fields, code="") if len(fields.number) == 20 else fields


@dataclass(frozen=True)
class Place:
    """Where an invoice comes from: its own row when it is there already, its original and page."""

    own: int = 0
    sha256: str = ""
    page: int = 1


def doubts(db: Db, fields: InvoiceFields, today: date, place: Place | None = None) -> list[Doubt]:
    """Everything that stops this invoice, wants a reason, or is worth a look; the worst first."""
    place, fields = place or Place(), tidied(fields)
    found = _twice(db, fields, place) + _buyer(db, fields)
    if fields.day and fields.day < date(today.year - 1, 1, 1):
        found.append(Doubt("warn", f"开票日期 {fields.day} 早于上年 1 月 1 日。", "入账前请说明原因。"))
    return found


def _twice(db: Db, fields: InvoiceFields, place: Place) -> list[Doubt]:
    """The same number in any year, or the same page of the same file."""
    row = db.execute(
        "select id, at, void from invoice where code = ? and number = ? and id <> ?",
        (fields.code, fields.number, place.own),
    ).fetchone()
    if row is None and place.sha256:
        row = db.execute(
            "select i.id, i.at, i.void from invoice i join paper_file f on f.id = i.file"
            " where f.sha256 = ? and i.page = ? and i.id <> ?",
            (place.sha256, place.page, place.own),
        ).fetchone()
    if row is None:
        return []
    said = f"这张发票已经在 {row['at'][:10]} 登记过，{where_used(db, row['id'])}。"
    return [Doubt("stop", said, "同一张发票不能报两次；请退回，或核对是不是拿错了。")]


def where_used(db: Db, invoice: int) -> str:
    """What became of an invoice, in words: 附在 2026-03-记-012（2026-03-15）."""
    row = db.execute(
        "select i.void, v.month, v.word, v.number, v.day, c.number as claim from invoice i"
        " left join voucher v on v.id = i.voucher left join claim c on c.id = i.claim where i.id = ?",
        (invoice,),
    ).fetchone()
    if row["void"]:
        return "已作废"
    if row["day"]:
        return f"附在 {voucher_name(row['month'], row['word'], row['number'])}（{row['day']}）"
    return f"附在审批单 {row['claim']}" if row["claim"] else "还没有入账"


def _buyer(db: Db, fields: InvoiceFields) -> list[Doubt]:
    """The buyer must be this union, by name and by tax number."""
    settings = dict(
        db.execute("select key, value from setting where key in ('unit_name', 'unit_tax_number')")
    )
    name, tax = settings.get("unit_name", ""), settings.get("unit_tax_number", "")
    found = []
    if fields.buyer and name and name_key(fields.buyer) != name_key(name):
        found.append(f"购买方是“{fields.buyer}”，不是“{name}”")
    if tax and fields.buyer_tax.upper() != tax.upper():
        found.append(f"购买方税号是 {fields.buyer_tax}，不是 {tax}" if fields.buyer_tax else "没有购买方税号")
    remedy = "请退回重开；确实要用的，写明原因后再登记。"
    return [Doubt("reason", "；".join(found) + "。", remedy)] if found else []


# -- a voucher and its papers -----------------------------------------------------------------


@dataclass(frozen=True)
class VoucherSums:
    """What the invoices of a voucher say beside what it books; fen."""

    invoices: int
    invoices_fen: int
    expense_fen: int

    @property
    def differs(self) -> bool:
        """Whether both are there and not the same."""
        return self.invoices > 0 and self.invoices_fen != self.expense_fen


def sums_of(db: Db, voucher: int) -> VoucherSums:
    """Invoices against the expense lines of a voucher."""
    count, fen = db.execute(
        "select count(*), coalesce(sum(total_fen), 0) from invoice where voucher = ? and void = 0", (voucher,)
    ).fetchone()
    expense = db.execute(
        "select coalesce(sum(l.debit_fen - l.credit_fen), 0) from voucher_line l"
        " join account a on a.id = l.account where l.voucher = ? and a.class = 'expense'",
        (voucher,),
    ).fetchone()[0]
    return VoucherSums(int(count), int(fen), int(expense))


def voucher_doubts(db: Db, voucher: int) -> list[Doubt]:
    """Invoices later than their voucher or too old, sums that differ, papers that were not counted."""
    head = db.execute("select day, attachments from voucher where id = ?", (voucher,)).fetchone()
    found = []
    rows = db.execute("select number, day from invoice where voucher = ? and day is not null", (voucher,))
    for number, day in rows.fetchall():
        if day > head["day"]:
            found.append(Doubt("warn", f"发票 {number} 开票日期 {day}，晚于凭证日期 {head['day']}。"))
        elif day < f"{int(head['day'][:4]) - 1}-01-01":
            found.append(Doubt("warn", f"发票 {number} 开票日期 {day}，早于上年 1 月 1 日。"))
    sums = sums_of(db, voucher)
    if sums.differs:
        said = f"{sums.invoices} 张发票共 {yuan(sums.invoices_fen)}，凭证的支出是 {yuan(sums.expense_fen)}。"
        found.append(Doubt("warn", said, "请核对金额，或补上其他单据。"))
    return found
