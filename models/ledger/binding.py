"""What is bound together: the cover of a volume of vouchers, their summary by account, who signed each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.kit.days import month_words
from models.kit.errors import Refused
from models.ledger import marks, queries
from models.ledger.records import Voucher
from models.office import Office
from models.papers import CoverPaper, SummaryPaper

SIGNED = "marks"  # setting print_signers: names of those who really signed in the program


def cover(office: Office, vouchers: Sequence[Voucher], made_on: date | None = None) -> CoverPaper:
    """凭证封面 of these vouchers of one month. Raises `Refused` for several months or none."""
    posted = _of_one_month(vouchers)
    numbers = [one.number or 0 for one in posted]
    return CoverPaper(
        office.unit_name,
        posted[0].month,
        min(numbers),
        max(numbers),
        len(posted),
        sum(one.attachments for one in posted),
        word=posted[0].word,
        made_on=made_on,
        seal=office.seal,
    )


def summary(office: Office, vouchers: Sequence[Voucher], made_on: date | None = None) -> SummaryPaper:
    """科目汇总表 of these vouchers of one month: each account's debit and credit, by code."""
    posted = _of_one_month(vouchers)
    sums: dict[tuple[str, str], list[int]] = {}
    for line in (line for one in posted for line in one.lines):
        both = sums.setdefault((line.code, line.full_name), [0, 0])
        both[0] += line.debit_fen
        both[1] += line.credit_fen
    numbers = [one.number or 0 for one in posted]
    return SummaryPaper(
        office.unit_name,
        month_words(posted[0].month),
        f"{posted[0].word}字第 {min(numbers):04d} 号－第 {max(numbers):04d} 号",
        tuple((name, debit, credit) for (_, name), (debit, credit) in sorted(sums.items())),
        len(posted),
        made_on=made_on,
        seal=office.seal,
    )


def _of_one_month(vouchers: Sequence[Voucher]) -> list[Voucher]:
    posted = [one for one in vouchers if one.posted]
    if not posted:
        raise Refused("这里没有已记账的凭证，不能装订。", remedy="请先记账。")
    if len({one.month for one in posted}) > 1 or len({one.word for one in posted}) > 1:
        raise Refused("一册只装订一个月的凭证。", remedy="请只选一个月的凭证，再印封面和科目汇总表。")
    return sorted(posted, key=lambda one: one.number or 0)


def signers_of(
    office: Office, voucher: Voucher, usual: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """`usual` signers, and where the settings say so the names of those who put their mark instead."""
    if office.setting("print_signers", "blank") != SIGNED:
        return usual
    found = marks.of_voucher(office.db, voucher.id)
    names = {name: found[kind].who for name, kind in _MARKED.items() if kind in found}
    names |= {"制单": voucher.maker, "记账": voucher.maker if voucher.posted else ""}
    return tuple((post, names.get(post, "")) for post, _ in usual)


_MARKED = {"会计主管": "approved", "审核": "checked", "出纳": "cashier"}


def numbered(db: queries.Db, month: str, first: int, last: int) -> list[Voucher]:
    """The posted vouchers of a month with numbers from `first` to `last`. Raises `Refused` when none is."""
    low, high = min(first, last), max(first, last)
    found = [
        one for one in queries.vouchers(db, month, month) if one.posted and low <= (one.number or 0) <= high
    ]
    if not found:
        raise Refused(
            f"{month_words(month)}没有第 {low} 号到第 {high} 号的凭证。", remedy="请核对月份和号码。"
        )
    return found
