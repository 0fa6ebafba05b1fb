"""Books for measuring, made once by the program's own posting code."""

from __future__ import annotations

import hashlib
import tempfile
from datetime import date
from pathlib import Path

from models.ledger import actions, queries
from models.ledger.records import LineDraft, VoucherDraft
from models.members import actions as members
from models.members.records import MemberDraft
from models.office import Office
from models.store import schema

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高"
GIVEN = "伟芳娜敏静丽强磊洋艳勇军杰娟涛明超秀霞平刚桂英华玉兰红梅鑫波"


def folder() -> Path:
    """Where made books are kept, by what the schema looks like."""
    mark = hashlib.sha256(schema.sql().encode()).hexdigest()[:12]
    place = Path(tempfile.gettempdir()) / f"union-office-bench-{mark}"
    place.mkdir(exist_ok=True)
    return place


def book(postings: int) -> Path:
    """A book of so many postings: two-line vouchers over months from 2010 on."""
    path = folder() / f"book-{postings}.union"
    if path.exists():
        return path
    per_month = 500
    making = folder() / "making.union"
    making.unlink(missing_ok=True)
    with Office.create(making, "账册", "2010-01") as office:
        done, number = 0, 0
        while done * 2 < postings:
            year, month = 2010 + number // 12, number % 12 + 1
            name = f"{year}-{month:02d}"
            bank = queries.account_by_key(office.db, "bank", name)
            chart = queries.accounts(office.db, name)
            costs = [one.id for one in chart if one.leaf and one.kind == "expense"]
            with office.change(name) as change:
                for index in range(min(per_month, postings // 2 - done)):
                    fen = 1000 + (done + index) % 90_000
                    lines = (LineDraft(costs[index % len(costs)], fen), LineDraft(bank, 0, fen))
                    day = date(year, month, index % 28 + 1)
                    actions.post_voucher(change, VoucherDraft(day, f"支出 {index}", lines, attachments=1))
            done += per_month
            number += 1
    making.rename(path)
    return path


def roster(count: int) -> Path:
    """An office with so many members and their pay bases, nothing assessed."""
    path = folder() / f"members-{count}.union"
    if path.exists():
        return path
    making = folder() / "making.union"
    making.unlink(missing_ok=True)
    with Office.create(making, "账册", "2026-01") as office, office.change("花名册") as change:
        for index in range(count):
            name = SURNAMES[index % 20] + GIVEN[index // 20 % 30] + GIVEN[index // 600 % 30]
            draft = MemberDraft(name=name, number=f"{10000 + index}", joined=date(2015, 9, 1))
            key = members.add_member(change, draft)
            members.set_base(change, key, "2026-01", 400_000 + index)
    making.rename(path)
    return path
