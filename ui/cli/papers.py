"""attach, import invoice: papers without a window."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.kit.errors import Refused
from models.kit.money import yuan
from models.office import Office
from ui.cli.answer import Answer
from ui.cli.line import command, file_word, writing

if TYPE_CHECKING:
    from models.documents.gathering import Gathered


def register(commands: Any) -> None:
    """Add this command to the line."""
    made = command(commands, "attach", "给凭证添加附件", _attach)
    made.add_argument("voucher", help="凭证号，例如 2026-03-记-012")
    made.add_argument("files", nargs="+", help="要留存的文件")
    made.add_argument("--note", default="", help="说明")


def _attach(args: argparse.Namespace) -> Answer:
    from models.documents import actions, queries
    from models.ledger.queries import voucher_by_name

    paths = [file_word(one) for one in args.files]
    with writing(args) as office:
        voucher = voucher_by_name(office.db, args.voucher)
        with office.change(f"添加附件：{voucher.name}") as change:
            for path in paths:
                actions.attach(change, path.name, _content(path), "voucher", voucher.id, note=args.note)
        kept = queries.files_of(office.db, "voucher", voucher.id)
    files = [{"name": one.name, "kind": one.kind, "size": one.size, "sha256": one.sha256} for one in kept]
    lines = [f"{voucher.name} 有 {len(kept)} 份附件", *(f"  {one.name}" for one in kept)]
    return Answer({"voucher": voucher.name, "files": files}, lines)


def _content(path: Path) -> bytes:
    from exporters.reading import Limits, bytes_of

    return bytes_of(path, Limits())


def take(args: argparse.Namespace) -> Answer:
    """import invoice FILE…: what is sure is taken, the rest is told with the reason; status 1 then."""
    from exporters.reading_invoice import invoice_files, read_invoices
    from models.documents.gathering import gathered

    files = invoice_files([_path(one) for one in (args.file, *args.more)])
    rows: list[dict[str, Any]] = []
    with writing(args) as office:
        reads: list[Any] = []
        for path in files:
            try:
                reads += read_invoices(path, office.today())
            except Refused as no:
                rows.append({"file": path.name, "state": "refused", "reasons": [str(no)]})
        rows += [_one(office, one, args) for one in gathered(reads)]
    added = [row for row in rows if row["state"] == "added"]
    lines = [
        f"{row['file']}　{_WORDS[row['state']]}　{'；'.join(row['reasons'])}".rstrip("　") for row in rows
    ]
    total = sum(row["total_fen"] or 0 for row in added)
    lines.append(f"{len(rows)} 张发票，登记 {len(added)} 张，合计 {yuan(total)}")
    return Answer(
        {"invoices": rows, "added": len(added), "total_fen": total}, lines, int(len(added) < len(rows))
    )


_WORDS = {
    "added": "已登记", "ready": "可以登记", "duplicate": "已登记过", "asked": "要核对",
    "buyer": "抬头不符", "refused": "不收",
}  # fmt: skip


def _path(text: str) -> Path:
    path = Path(text)
    return path if path.is_dir() else file_word(text)


def _one(office: Office, one: Gathered, args: argparse.Namespace) -> dict[str, Any]:
    """Take one invoice, unless something about it must be looked at."""
    from models.documents import invoices

    fields = one.read.fields
    row: dict[str, Any] = {
        "file": one.name,
        "number": fields.number,
        "code": fields.code,
        "seller": fields.seller,
    }
    row |= {"buyer": fields.buyer, "day": fields.day.isoformat() if fields.day else None}
    row |= {"net_fen": fields.net_fen, "tax_fen": fields.tax_fen, "total_fen": fields.total_fen}
    if one.read.asked:
        return {**row, "state": "asked", "reasons": [why for _, why in one.read.asked]}
    try:
        with office.change(f"登记发票 {fields.number}") as change:
            invoices.take(change, one, fields, accepted=args.accept)
            if args.dry_run:
                raise _Dry
    except _Dry:
        return {**row, "state": "ready", "reasons": []}
    except Refused as no:
        state = {"number": "duplicate", "accepted": "buyer"}.get(no.where, "refused")
        return {**row, "state": state, "reasons": [f"{no.what}{no.remedy}"]}
    return {**row, "state": "added", "reasons": []}


class _Dry(Exception):
    """--dry-run: everything was tried; the change is rolled back."""
