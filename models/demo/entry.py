"""The demo year's entering: what the treasurer kept as patterns, and who checked the vouchers of a month."""

from __future__ import annotations

from dataclasses import replace

from models.ledger import marks, queries, templates
from models.ledger.records import LineDraft
from models.ledger.templates import Template
from models.office import Office

# name, every, day of the month, debit key, credit key, summary
_PATTERNS = (
    ("银行手续费", "", 0, "business_exp.other", "bank", "付银行手续费"),
    ("提取备用金", "", 0, "cash", "bank", "提取备用金"),
    ("住院慰问", "", 0, "act_exp.member", "bank", "慰问住院教职工"),
    ("存款利息", "quarter", 21, "bank", "other_income.interest", "收{月}月末存款利息"),
)


def keep_patterns(office: Office, last: str) -> None:
    """常用凭证, the quarterly one from the first month after `last` on."""
    with office.change("存常用凭证") as change:
        for name, every, day, debit, credit, summary in _PATTERNS:
            ids = (queries.account_by_key(change.db, key) for key in (debit, credit))
            lines = tuple(LineDraft(one, summary=summary) for one in ids)
            pattern = Template(0, name, lines, (True, False), keep_amounts=False)
            templates.save(
                change,
                replace(pattern, every=every, day_of_month=day or None, from_month=last if every else None),
            )


def check(office: Office, month: str) -> None:
    """The chair checks the month's vouchers before it is closed, the cashier signs for cash and bank."""
    treasurer = office.actor
    people = {user.role: user for user in office.users()}
    keys = [one.id for one in queries.vouchers(office.db, month, month, lines=False) if one.posted]
    try:
        for role, kind in (("cashier", "cashier"), ("chair", "checked")):
            office.actor = people[role]
            marks.put_all(office, keys, kind)
    finally:
        office.actor = treasurer
