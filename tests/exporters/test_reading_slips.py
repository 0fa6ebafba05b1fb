"""One PDF of a bank's slips becomes slips, whoever printed it; what is not sure is asked."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from invoice_samples import UNION, scan
from invoice_samples import pdf as invoice_pdf
from slip_samples import ALL, FEE, PAID, TAKEN, ccb, icbc, pdf, rural

from exporters.reading_invoice import read_slips
from models.kit.errors import Refused


def read(tmp_path, data, ours=(UNION,)):
    path = tmp_path / "回单.pdf"
    path.write_bytes(data)
    return read_slips(path, ours)[1]


@pytest.mark.parametrize("form", [icbc, ccb, rural], ids=["icbc", "ccb", "rural"])
@pytest.mark.parametrize("a_page", [1, 2, 3])
def test_slips_are_cut_and_read_whole(tmp_path, form, a_page):
    found = read(tmp_path, pdf(ALL, form, a_page))
    places = [(at // a_page + 1, at % a_page + 1) for at in range(3)]
    assert [(one.page, one.part) for one in found] == places
    for one, sample in zip(found, ALL, strict=True):
        assert one.asked == ()
        assert f"{one.day:%Y年%m月%d日}" == sample.day
        assert (one.fen, one.ref, one.words) == (sample.fen, sample.ref, sample.words)
        taken = sample is TAKEN
        assert (one.direction, one.partner) == (("in", sample.payer) if taken else ("out", sample.payee))


def test_slips_of_a_page_share_its_height_without_a_gap(tmp_path):
    found = read(tmp_path, pdf(ALL, icbc, 3))
    assert found[0].top == 0 and found[-1].bottom == 1000
    assert all(above.bottom == below.top for above, below in pairwise(found))
    # the second title stands at 10 + 90 + 8 mm of 297: the cut is above it and below the first slip's last words
    assert (10 + 61) / 297 * 1000 < found[1].top < (100 + 8 - 5) / 297 * 1000


def test_a_slip_of_strangers_is_asked_for_its_direction(tmp_path):
    found = read(tmp_path, pdf((PAID,), icbc), ours=("另一个工会",))
    assert [field for field, _ in found[0].asked] == ["direction"]


def test_capitals_that_differ_are_asked(tmp_path):
    found = read(tmp_path, pdf((replace(FEE, capitals="壹拾陆元整"),), ccb))
    assert found[0].asked == (("fen", "大写是 16.00，小写是 15.00。"),)


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "空的"), (b"PK\x03\x04", "不是 PDF"), (scan(), "没有文字"), (invoice_pdf(), "没有认出银行回单"),
     (pdf()[:3000], "打不开"), (invoice_pdf(password="1"), "密码")],
)  # fmt: skip
def test_what_is_no_slip_is_refused(tmp_path, data, said):
    with pytest.raises(Refused, match=said) as no:
        read(tmp_path, data)
    assert no.value.remedy
