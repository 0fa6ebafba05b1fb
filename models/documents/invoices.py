"""Changes to the register of invoices: taken once, tied to a voucher or claim, taken back in red."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from models.documents import actions, checks, invoice_queries, queries
from models.documents.gathering import Gathered
from models.documents.records import Invoice, InvoiceFields
from models.documents.settling import TITLES, invoice_problems
from models.kit.errors import Refused
from models.ledger import actions as ledger
from models.ledger import queries as books
from models.ledger.records import LineDraft, VoucherDraft
from models.store.journal import Change

_COLUMNS: tuple[str, ...] = (
    "code",
    "number",
    "kind",
    "day",
    "seller",
    "seller_tax",
    "buyer",
    "buyer_tax",
    "item",
)
_COLUMNS += ("net_fen", "tax_fen", "total_fen")
_NEEDED = ("number", "day", "seller", "buyer", "total_fen")


@dataclass(frozen=True)
class Original:
    """The file that an invoice came in."""

    name: str
    content: bytes
    page: int = 1


def add(
    change: Change,
    fields: InvoiceFields,
    original: Original | None = None,
    *,
    accepted: str = "",
    note: str = "",
) -> int:
    """Take an invoice into the register, with its original. Returns its id.

    Raises `Refused` for one that is there already, lacks a field, or has a wrong buyer without a reason.
    `where` of the refusal is the field's name.
    """
    file = actions.keep(change, original.name, original.content) if original else None
    sha256 = queries.file(change.db, file).sha256 if file else ""
    page = original.page if original else 1
    fields = _checked(change, fields, checks.Place(0, sha256, page), accepted)
    row = {name: value for name, value in asdict(fields).items() if name in _COLUMNS}
    note = _with_red(fields, note.strip())
    red_of = _blue_of(change, fields)
    at = change.now.isoformat(timespec="seconds")
    key = change.insert(
        "invoice",
        {
            **row,
            "file": file,
            "page": page,
            "red_of": red_of,
            "accepted": accepted.strip(),
            "note": note,
            "at": at,
        },
    )
    _tie_reds(change, key, fields)
    return key


def correct(change: Change, key: int, fields: InvoiceFields, *, accepted: str = "", note: str = "") -> None:
    """Put right what was read or typed wrong; the same checks as `add`."""
    old = invoice_queries.invoice(change.db, key)
    sha256 = queries.file(change.db, old.file).sha256 if old.file else ""
    fields = _checked(change, fields, checks.Place(key, sha256, old.page), accepted)
    row = {name: value for name, value in asdict(fields).items() if name in _COLUMNS}
    note = _with_red(fields, note.strip())
    change.update(
        "invoice",
        key,
        {**row, "red_of": _blue_of(change, fields), "accepted": accepted.strip(), "note": note},
    )


def _checked(change: Change, fields: InvoiceFields, place: checks.Place, accepted: str) -> InvoiceFields:
    fields = checks.tidied(fields)
    for name in _NEEDED:
        if getattr(fields, name) in ("", None):
            raise Refused(f"还没有填{TITLES[name]}。", name, "请照票面填写。")
    for name, why in invoice_problems(fields, change.today):
        raise Refused(why, name, "请照票面核对。")
    for doubt in checks.doubts(change.db, fields, change.today, place):
        if doubt.level == "stop":
            raise Refused(doubt.said, "number", doubt.remedy)
        if doubt.level == "reason" and not accepted.strip():
            raise Refused(doubt.said, "accepted", doubt.remedy)
    return fields


def _with_red(fields: InvoiceFields, note: str) -> str:
    """The number of the blue invoice stays with a red one, also while the blue one isn't here."""
    return (
        f"红冲 {fields.red_of}　{note}".strip("　") if fields.red_of and fields.red_of not in note else note
    )


def _blue_of(change: Change, fields: InvoiceFields) -> int | None:
    if not fields.red_of or (fields.total_fen or 0) > 0:
        return None
    row = change.db.execute("select id from invoice where number = ?", (fields.red_of,)).fetchone()
    return row[0] if row else None


def _tie_reds(change: Change, key: int, fields: InvoiceFields) -> None:
    """Red ones that came before their blue one."""
    if (fields.total_fen or 0) < 0:
        return
    rows = change.db.execute(
        "select id from invoice where red_of is null and total_fen < 0 and instr(note, ?)",
        (f"红冲 {fields.number}",),
    )
    for row in rows.fetchall():
        change.update("invoice", row[0], {"red_of": key})


def take(change: Change, one: Gathered, fields: InvoiceFields, *, accepted: str = "", note: str = "") -> int:
    """Take an invoice that was read, with every file that it came as; `fields` as put right."""
    original = Original(_last(one.read.file), one.read.content, one.read.page)
    key = add(change, fields, original, accepted=accepted, note=note)
    for other in one.others:
        actions.attach(change, _last(other.file), other.content, "invoice", key)
    return key


def _last(name: str) -> str:
    """The file's own name: 三月.zip › 一.xml is 一.xml."""
    return name.rpartition(" › ")[2]


# -- what it is used for ----------------------------------------------------------------------


def to_voucher(change: Change, keys: Sequence[int], voucher: int) -> None:
    """Tie invoices to a voucher, a posted one too; their originals become its papers."""
    books.voucher(change.db, voucher)
    for key in keys:
        one = invoice_queries.invoice(change.db, key)
        _usable(change, key)
        if one.voucher not in (None, voucher) and _in_use(change, one.voucher):
            raise Refused(f"发票 {one.name} 已经附在 {one.voucher_name}。", one.name, "请先取消那里的关联。")
        if one.voucher not in (None, voucher):
            release(change, key)
        change.update("invoice", key, {"voucher": voucher})
        _link_files(change, one, "voucher", voucher)


def to_claim(change: Change, keys: Sequence[int], claim: int) -> None:
    """Tie invoices to an approval; their originals become its papers."""
    for key in keys:
        one = invoice_queries.invoice(change.db, key)
        _usable(change, key)
        if one.claim not in (None, claim):
            raise Refused(f"发票 {one.name} 已经附在别的审批单。", one.name, "请先取消那里的关联。")
        change.update("invoice", key, {"claim": claim})
        _link_files(change, one, "claim", claim)


def _files(change: Change, one: Invoice) -> list[int]:
    """Its original, and what else it came as."""
    others = [paper.id for paper in queries.files_of(change.db, "invoice", one.id)]
    return [*([one.file] if one.file else []), *others]


def _link_files(change: Change, one: Invoice, tbl: str, row: int) -> None:
    for file in _files(change, one):
        actions.link(change, file, tbl, row, note=f"发票 {one.name}")


def release(change: Change, key: int) -> None:
    """Take an invoice off its voucher and claim; the register keeps it."""
    one = invoice_queries.invoice(change.db, key)
    for tbl, row in (("voucher", one.voucher), ("claim", one.claim)):
        for file in _files(change, one) if row is not None else ():
            if row is not None and not _others(change, file, (tbl, row), key):
                actions.detach(change, file, tbl, row)
    change.update("invoice", key, {"voucher": None, "claim": None})


def _others(change: Change, file: int, row: tuple[str, int], key: int) -> bool:
    """Whether another invoice of the same file is tied to the same row."""
    query = f"select 1 from invoice where file = ? and {row[0]} = ? and id <> ?"
    return bool(change.db.execute(query, (file, row[1], key)).fetchone())


def _in_use(change: Change, voucher: int | None) -> bool:
    """A voucher that was reversed, or is one, no longer uses its invoices."""
    if voucher is None:
        return False
    one = books.voucher(change.db, voucher)
    return one.reversed_by is None and one.reverses is None


def _usable(change: Change, key: int) -> None:
    one = invoice_queries.invoice(change.db, key)
    if one.void:
        raise Refused(f"发票 {one.name} 已作废。", one.name, "请换一张有效的发票。")
    left = change.db.execute(
        "select coalesce(sum(total_fen), 0) from invoice where id = ? or red_of = ?", (key, key)
    ).fetchone()[0]
    if one.red_by and left <= 0:
        raise Refused(f"发票 {one.name} 已经被红字发票冲掉。", one.name, "请向对方要重新开的发票。")


def void(change: Change, key: int, reason: str) -> None:
    """The seller withdrew it, or it was wrong: it stays in the register and can't be used."""
    one = invoice_queries.invoice(change.db, key)
    if not reason.strip():
        raise Refused("作废要写明原因。", "reason", "请写上原因再试。")
    if _in_use(change, one.voucher):
        raise Refused(
            f"发票 {one.name} 附在 {one.voucher_name}。", one.name, "请先冲销那张凭证，或取消关联。"
        )
    change.update("invoice", key, {"void": 1, "note": f"作废：{reason.strip()}　{one.note}".strip("　")})


def drop(change: Change, key: int) -> None:
    """Take out an invoice that was entered by mistake; its original stays until it is dropped too."""
    one = invoice_queries.invoice(change.db, key)
    if one.voucher is not None or one.claim is not None:
        raise Refused(f"发票 {one.name} 已经关联，不能删除。", one.name, "请先取消关联，或登记为作废。")
    if one.red_by:
        raise Refused(f"发票 {one.name} 有红字发票。", one.name, "请先删除那张红字发票。")
    change.delete("invoice", key)


@dataclass(frozen=True)
class Booking:
    """How invoices become a voucher: the day, what it is for, the accounts of expense and payment."""

    day: date
    summary: str
    expense: int
    paid_from: int


def draft_voucher(change: Change, keys: Sequence[int], how: Booking) -> int:
    """A draft that books these invoices: expense against payment, with their originals. Returns its id."""
    if not keys:
        raise Refused("还没有选发票。", remedy="请先在清单里选上要入账的发票。")
    total = sum(invoice_queries.invoice(change.db, key).fields.total_fen or 0 for key in keys)
    if total <= 0:
        raise Refused("这些发票合计不是正数，不能生成支出凭证。", remedy="红字发票请和原来的发票一起选。")
    draft = VoucherDraft(
        how.day,
        how.summary.strip(),
        (LineDraft(how.expense, debit_fen=total), LineDraft(how.paid_from, credit_fen=total)),
        attachments=len(keys),
    )
    voucher = ledger.save_draft(change, draft)
    to_voucher(change, keys, voucher)
    return voucher
