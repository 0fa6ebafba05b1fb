"""Vouchers that can't be, and office files that were damaged."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
from typing import Any

import pytest

from tests.cli.conftest import Desk
from ui import cli


def voucher(day: str = "2026-03-08", fen: int = 1200, **more: Any) -> dict[str, Any]:
    """Office supplies, paid from the bank."""
    lines = [{"account": "50599", "debit_fen": fen}, {"account": "102", "credit_fen": fen}]
    return {"date": day, "summary": "办公用品", "lines": lines, **more}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (voucher("2099-01-01"), "还远着呢"),
        (voucher("9999-12-31"), "还远着呢"),
        (voucher("2026-02-30"), "不是日期"),
        (voucher(attachments=10_000), "附单据最多 9999 张"),
        (voucher(attachments="x"), "attachments 要写成整数，"),
        (voucher(summary="长" * 201), "摘要有 201 个字"),
        (voucher(fen=10**18), "太大"),
        (voucher(lines=[{"account": "50599", "debit_fen": 9_999_999_999_999}] * 2
                 + [{"account": "102", "credit_fen": 9_999_999_999_999}] * 2), "太大"),
    ],
)  # fmt: skip
def test_a_voucher_that_cannot_be_meant_is_answered_in_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, said: dict[str, Any], why: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(said) + "\n"))
    assert cli.run(["voucher", "post", "-", "--office", str(desk.path)]) == 1
    out = desk.capsys.readouterr()
    assert out.out == ""
    assert why in out.err


def test_an_office_file_that_broke_off_is_not_opened(desk: Desk) -> None:
    desk.path.write_bytes(desk.path.read_bytes()[:-100])
    kept = desk.path.read_bytes()
    for words in (["members"], ["verify"], ["undo"]):
        status, answer = desk.call(*words)
        assert status == 3
        assert "缺了一段" in answer["error"]["what"]
    assert desk.path.read_bytes() == kept


def test_bytes_that_are_no_text_are_damage_and_no_surprise(desk: Desk) -> None:
    db = sqlite3.connect(desk.path)
    db.execute("update member set name = cast(x'e7a7ff41' as text) where number = '1000'")
    db.commit()
    db.close()
    status, answer = desk.call("members")
    assert status == 3
    assert "损坏" in answer["error"]["what"]


def test_a_journal_that_cannot_be_read_is_a_failed_check(desk: Desk) -> None:
    db = sqlite3.connect(desk.path)
    rules = db.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
    for name, _ in rules:
        db.execute(f"drop trigger {name}")
    db.execute("update journal_row set after = '{' where tbl = 'member'")
    for _, rule in rules:
        db.execute(rule)
    db.commit()
    db.close()
    status, answer = desk.call("verify")
    assert status == 1
    assert answer["ok"] is False


def test_a_sign_that_somebody_made_up_is_printed_by_its_code(desk: Desk) -> None:
    desk.call("import", "members", desk.sheet(("工号", "姓名"), ("8", "王\ue123伟")))
    status, answer = desk.call("report", "member-roster", "--out", desk.path.with_name("册.pdf"))
    assert (status, answer["missing"]) == (1, ["\ue123"])


def test_what_stands_below_a_great_gap_is_told(desk: Desk) -> None:
    rows = [("工号", "姓名"), ("8", "王伟"), *[(None, None)] * 300, ("9", "李强")]
    file = desk.sheet(*rows)
    import zipfile

    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    far = parts[sheet].replace(b'<row r="303"', b'<row r="900000"')
    parts[sheet] = far.replace(b'r="A303"', b'r="A900000"').replace(b'r="B303"', b'r="B900000"')
    with zipfile.ZipFile(file, "w") as package:
        for name, body in parts.items():
            package.writestr(name, body)
    _, answer = desk.call("import", "members", file)
    assert answer["rows"] == 1
    assert any("没有读" in note for note in answer["notes"])


def test_opening_balances_are_no_vouchers(desk: Desk) -> None:
    file = desk.sheet(
        ("科目编码", "科目名称", "借方", "贷方"), ("101", "库存现金", 5, None), ("301", "净资产", None, 5)
    )
    status, answer = desk.call("import", "vouchers", file)
    assert status == 1
    assert [one["row"] for one in answer["refused"]] == [2, 3]


def test_a_voucher_list_without_a_line_is_refused(desk: Desk) -> None:
    head = ("日期", "凭证号", "摘要", "科目编码", "借方", "贷方")
    status, answer = desk.call("import", "vouchers", desk.sheet(head, ("合计", None, None, None, 0, 0)))
    assert status == 3
    assert "没有一行可以用" in answer["error"]["what"]
