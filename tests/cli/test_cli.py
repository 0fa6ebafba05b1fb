"""The command line: one JSON object, the promised keys, honest exit statuses, no Qt."""

from __future__ import annotations

import io
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from models.store import connection
from tests.build import an_office
from ui import cli

DATA = Path(__file__).resolve().parent.parent / "data"
ROSTER, WAGES, LISTS = DATA / "会员花名册.xlsx", DATA / "工资基数表.xlsx", DATA / "2026年会费代扣表.xlsx"


@pytest.fixture
def call(capsys, closed_office, tmp_path, monkeypatch):
    """call("members", "王") → (status, parsed JSON)."""
    monkeypatch.setenv("UNION_OFFICE_HOME", str(tmp_path / "home"))

    def run(*words, office=closed_office):
        status = cli.run([*map(str, words), "--office", str(office), "--json"])
        out = capsys.readouterr().out
        return status, json.loads(out)

    return run


@pytest.fixture(scope="module")
def year_office(blank_office, tmp_path_factory):
    """Roster, wages and the year's deductions of the sample files."""
    import shutil

    path = tmp_path_factory.mktemp("year") / "year.union"
    shutil.copyfile(blank_office, path)
    for words in (
        ["import", "members", str(ROSTER)],
        ["import", "wages", str(WAGES), "--from", "2026-01"],
        ["dues", "assess", "2026-01", "--to", "2026-12"],
        ["dues", "receive", str(LISTS)],
    ):
        assert cli.run([*words, "--office", str(path)]) in (0, 1), words
    return path


def test_a_new_office_is_made_once(tmp_path, call):
    path = tmp_path / "新.union"
    assert call("new", path, "--name", "某某学校", "--from", "2026-01", office=path)[0] == 0
    status, answer = call("new", path, "--name", "某某学校", office=path)
    assert status == 3
    assert set(answer["error"]) == {"what", "where", "remedy"}


def test_the_roster_is_added_once(call):
    status, answer = call("import", "members", ROSTER)
    assert (status, answer["added"], answer["updated"]) == (0, 168, 0)
    status, answer = call("import", "members", ROSTER)
    assert (status, answer["added"], answer["unchanged"]) == (0, 0, 168)


def test_a_dry_run_answers_the_same_and_writes_nothing(call):
    dry = call("import", "members", ROSTER, "--dry-run")
    assert call("members")[1]["members"] == []
    assert call("import", "members", ROSTER)[1]["added"] == dry[1]["added"] == 168


def test_the_year_of_dues_has_the_known_sums(call, year_office):
    _, status = call("dues", "status", "2026", office=year_office)
    assert status["due_fen"] == 5_787_960
    assert status["tie_out"] == {"register_fen": 5_714_200, "ledger_fen": 5_714_200, "ok": True}
    assert status["received_fen"] == 5_714_200
    owed = {one["number"]: one["months"] for one in status["arrears"]}
    assert owed["1004"] == ["2026-01"]
    assert all(one["owed_fen"] > 0 for one in status["arrears"])


def test_the_same_lists_again_add_nothing(call, year_office):
    status, answer = call("dues", "receive", LISTS, office=year_office)
    assert status == 1  # what is unpaid or differs is still named
    assert [one["received_fen"] for one in answer["months"]] == [0] * 12
    assert [one["voucher"] for one in answer["months"]] == [None] * 12


def test_books_and_register_of_the_year_agree(call, year_office):
    _, books = call("balances", "--at", "2026-12", office=year_office)
    dues = next(one for one in books["accounts"] if one["name"] == "会费收入")
    assert dues["credit_fen"] == 5_714_200
    assert books["debit_fen"] == books["credit_fen"]
    status, verified = call("verify", office=year_office)
    assert (status, verified["ok"]) == (0, True)


def test_not_arrived_keeps_the_ledger_empty_until_the_bank_has_it(call):
    call("import", "members", ROSTER)
    call("import", "wages", WAGES, "--from", "2026-01")
    _, answer = call("dues", "receive", LISTS, "--month", "2026-03", "--not-arrived")
    assert answer["months"][0]["voucher"] is None
    assert call("voucher", "list")[1]["vouchers"] == []
    _, arrived = call("dues", "arrive", "2026-03", "--on", "2026-03-12")
    assert arrived["voucher"] == "2026-03-记-001"
    assert call("voucher", "show", "2026-03-记-001")[1]["voucher"]["date"] == "2026-03-12"
    assert call("dues", "arrive", "2026-03", "--on", "2026-03-12")[0] == 3


def test_reversing_a_dues_voucher_takes_its_batch_back(call, tmp_path, year_office):
    import shutil

    path = tmp_path / "copy.union"
    shutil.copyfile(year_office, path)
    _, before = call("dues", "status", "2026", office=path)
    status, answer = call("voucher", "reverse", "2026-03-记-001", "--reason", "登记错了", office=path)
    assert status == 0
    assert answer["voucher"]["reverses"] == "2026-03-记-001"
    _, after = call("dues", "status", "2026", office=path)
    assert before["received_fen"] - after["received_fen"] == 482_330
    assert after["tie_out"]["ok"] is True
    assert call("verify", office=path)[1]["ok"] is True
    assert call("voucher", "reverse", "2026-03-记-001", "--reason", "再来", office=path)[0] == 3


def test_vouchers_from_standard_input_are_acknowledged_line_by_line(capsys, closed_office, monkeypatch):
    good = {"date": "2026-03-08", "summary": "办公用品", "attachments": 1, "lines": [
        {"account": "50599", "debit_fen": 1200}, {"account": "102", "credit_fen": 1200}]}  # fmt: skip
    bad = {**good, "lines": [{"account": "50599", "debit_fen": 1200}, {"account": "102", "credit_fen": 1100}]}
    minus = {**good, "lines": [{"account": "50599", "debit_fen": -5}, {"account": "102", "credit_fen": -5}]}
    parent = {**good, "lines": [{"account": "505", "debit_fen": 5}, {"account": "102", "credit_fen": 5}]}
    lines = [
        json.dumps(good),
        json.dumps(bad),
        "不是 JSON",
        json.dumps(minus),
        json.dumps(parent),
        json.dumps(good),
    ]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines) + "\n"))
    assert cli.run(["voucher", "post", "-", "--office", str(closed_office)]) == 1
    said = capsys.readouterr()
    assert said.out.split() == ["ACK", "2026-03-记-001", "ACK", "2026-03-记-002"]
    assert [line.split("：")[0] for line in said.err.splitlines()] == [
        "第 2 行",
        "第 3 行",
        "第 4 行",
        "第 5 行",
    ]
    assert cli.run(["verify", "--list", "--office", str(closed_office)]) == 0
    assert capsys.readouterr().out.split() == ["HAVE", "2026-03-记-001", "HAVE", "2026-03-记-002"]


def test_a_red_voucher_must_be_the_minus_of_the_one_it_names(capsys, closed_office, monkeypatch):
    good = {"date": "2026-03-08", "summary": "办公用品", "lines": [
        {"account": "50599", "debit_fen": 1200}, {"account": "102", "credit_fen": 1200}]}  # fmt: skip
    red = {"date": "2026-03-09", "summary": "冲销", "reverses": "2026-03-记-001", "lines": [
        {"account": "50599", "debit_fen": -1200}, {"account": "102", "credit_fen": -1200}]}  # fmt: skip
    wrong = {**red, "lines": [{"account": "50599", "debit_fen": -1}, {"account": "102", "credit_fen": -1}]}
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(map(json.dumps, (good, wrong, red, red)))))
    assert cli.run(["voucher", "post", "-", "--office", str(closed_office)]) == 1
    assert capsys.readouterr().out.split() == ["ACK", "2026-03-记-001", "ACK", "2026-03-记-002"]


def test_a_closed_month_takes_nothing_until_it_is_reopened_with_a_reason(call, year_office, tmp_path):
    import shutil

    path = tmp_path / "copy.union"
    shutil.copyfile(year_office, path)
    assert call("close", "2026-02", office=path)[0] == 3  # January first
    assert call("close", "2026-01", office=path)[1]["state"] == "closed"
    status, answer = call("dues", "pay", "1004", "2026-01", "40", "--on", "2026-01-31", office=path)
    assert status == 3
    assert "已结账" in answer["error"]["what"]
    assert call("undo", office=path)[0] == 3
    assert call("reopen", "2026-01", "--reason", "补记一笔", office=path)[1]["state"] == "open"
    assert call("dues", "pay", "1004", "2026-01", "40", "--on", "2026-01-31", office=path)[0] == 0


def test_backup_restore_and_undo(call, tmp_path):
    call("import", "members", ROSTER)
    _, backup = call("backup", "--to", tmp_path / "U盘")
    assert Path(backup["file"]).exists()
    assert call("undo")[1]["undone"].startswith("导入花名册")
    assert call("members")[1]["members"] == []
    restored = tmp_path / "恢复.union"
    assert call("restore", backup["file"], "--to", restored)[1]["members"] == 168
    assert len(call("members", office=restored)[1]["members"]) == 168


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ([], 2),
        (["nonsense"], 2),
        (["dues"], 2),
        (["dues", "status", "x"], 2),
        (["import", "members"], 2),
        (["import", "wages", str(WAGES)], 2),
        (["import", "members", "没有.xlsx"], 3),
        (["members", "--as", "无此人"], 3),
        (["report", "no-such", "--out", "x.pdf"], 3),
        (["report", "dues-matrix", "--period", "2026", "--out", "x.doc"], 3),
        (["voucher", "show", "2026-03-记-999"], 3),
        (["voucher", "reverse", "2026-03-记-999", "--reason", "x"], 3),
        (["close", "2026-13"], 2),
    ],
)
def test_wrong_calls_are_answered_in_chinese_with_their_status(call, words, status):
    got, answer = call(*words)
    assert got == status
    assert any("\u4e00" <= letter <= "\u9fff" for letter in answer["error"]["what"])


def test_an_auditor_may_look_but_not_write(call):
    assert call("members", "--as", "经审委员")[0] == 0
    status, answer = call("import", "members", ROSTER, "--as", "经审委员")
    assert status == 3
    assert "只能查看" in answer["error"]["what"]


def test_shared_options_stand_anywhere(capsys, closed_office):
    assert cli.run(["--json", "members", f"--office={closed_office}", "王"]) == 0
    assert json.loads(capsys.readouterr().out) == {"members": []}


def test_columns_can_be_chosen(call, tmp_path):
    path = tmp_path / "表.csv"
    path.write_text("甲,乙,丙\n1001,王伟,在职\n1002,李明,在职\n", encoding="utf-8")
    status, answer = call("import", "members", path, "--column", "number=A", "--column", "name=B")
    assert (status, answer["added"]) == (0, 2)
    assert call("members", "李明")[1]["members"][0]["number"] == "1002"


def test_the_command_line_loads_no_qt_and_nothing_heavy(closed_office):
    code = (
        "import sys; from main import main; status = main(['members', '--json', '--office', sys.argv[1]])\n"
        "bad = [m for m in sys.modules if m.split('.')[0] in ('PySide6', 'shiboken6', 'reportlab', 'openpyxl', 'numpy')]\n"
        "print(status, bad, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(closed_office)], capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "0 []"


def test_the_journal_goes_out_for_other_programs(call, year_office, tmp_path):
    for form in ("hledger", "beancount"):
        path = tmp_path / f"books.{form}"
        _, answer = call("journal", "export", "--format", form, "--out", path, office=year_office)
        assert answer["transactions"] == 12
        assert "会费收入" in path.read_text(encoding="utf-8")


def test_an_unexpected_fault_is_a_sentence_and_a_line_in_the_log(call, monkeypatch, tmp_path):
    from models.members import search

    def broken(*_):
        raise ZeroDivisionError("secret 320402200204062306")

    monkeypatch.setattr(search, "find", broken)
    status, answer = call("members")
    assert status == 3
    assert "意外" in answer["error"]["what"]
    log = (tmp_path / "home" / "faults.log").read_text(encoding="utf-8")
    assert "ZeroDivisionError" in log
    assert "320402" not in log


def test_a_voucher_number_in_odd_digits_is_refused_and_a_byte_order_mark_passed_over(
    tmp_path, monkeypatch, capsys
):
    path = tmp_path / "a.union"
    an_office(path).close()
    assert cli.run(["voucher", "show", "2026-03-²", "--office", str(path)]) == 3
    assert "不是凭证号" in capsys.readouterr().err
    assert cli.run(
        ["report", "dues-matrix", "--period", "²⁰²⁶", "--out", "a.pdf", "--office", str(path)]
    ) in (2, 3)
    assert "不是月份" in capsys.readouterr().err
    line = (
        '\ufeff{"date": "2026-03-08", "summary": "办公", "lines": [{"account": "50599", "debit_fen": 1},'
        ' {"account": "102", "credit_fen": 1}]}\n{"date": "2026-03-08", "summary": "\\ud842", "lines":'
        ' [{"account": "50599", "debit_fen": 1}, {"account": "102", "credit_fen": 1}]}\n'
    )
    monkeypatch.setattr("sys.stdin", io.StringIO(line))
    assert cli.run(["voucher", "post", "-", "--office", str(path)]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("ACK 2026-03-记-001")
    assert "第 2 行：文字里有不完整的字符" in said.err


def test_a_lock_of_another_tool_is_told_on_the_command_line(tmp_path, monkeypatch, capsys):
    path = tmp_path / "a.union"
    an_office(path).close()
    monkeypatch.setitem(connection._PRAGMAS, "busy_timeout", 20)

    def read(_):
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("begin exclusive")
        try:
            mine = sqlite3.connect(path, timeout=0.02)
            mine.execute("select * from unit")
        finally:
            mine.close()
            other.close()

    monkeypatch.setattr("models.ledger.queries.vouchers", lambda *_, **__: read(0))
    assert cli.run(["voucher", "list", "--office", str(path)]) == 3
    assert "占用" in capsys.readouterr().err


def test_a_home_that_can_not_be_written_is_no_fault(tmp_path, monkeypatch, capsys):
    (tmp_path / "home").write_bytes(b"")
    monkeypatch.setenv("UNION_OFFICE_HOME", str(tmp_path / "home" / "deeper"))
    monkeypatch.delenv("UNION_OFFICE", raising=False)
    assert cli.run(["todo"]) == 3
    assert "没有说是哪个账套" in capsys.readouterr().err
    monkeypatch.setattr("ui.cli.line.parse", lambda _: 1 // 0)
    assert cli.run(["todo"]) == 3
    assert "程序出了意外" in capsys.readouterr().err
