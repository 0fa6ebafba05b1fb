"""claims list and the papers of claims at the command line."""

from __future__ import annotations

import json

import pytest

from exporters.preview import page_count, page_text
from ui import cli


@pytest.fixture
def call(demo_file, capsys):
    def run(*words):
        status = cli.run([*map(str, words), "--office", str(demo_file), "--json"])
        return status, json.loads(capsys.readouterr().out)

    return run


def test_the_claims_of_a_year_are_listed_with_their_sum(call):
    status, said = call("claims", "list", "2026")
    assert status == 0
    assert [one["number"] for one in said["claims"]][:2] == ["2026-领-001", "2026-报-001"]
    assert said["total_fen"] == sum(one["amount_fen"] for one in said["claims"])


def test_only_those_of_a_state_are_listed(call):
    assert [one["state"] for one in call("claims", "list", "2026", "--state", "待审批")[1]["claims"]] == [
        "submitted"
    ]


@pytest.mark.parametrize("words", [("2026-13",), ("2026", "--state", "好了")])
def test_a_wrong_word_is_a_sentence_and_status_2(call, words):
    assert call("claims", "list", *words)[0] == 2


@pytest.mark.parametrize(
    ("report", "of", "title"),
    [
        ("claim", "2026-报-001", "支出报销审批单"),
        ("claim", "2026-借-001", "借款单"),
        ("claim", "2026-领-001", "领款单"),
        ("sign-off", "2026-领-001", "签领表"),
        ("sign-off", "第二分工会", "签领表"),
        ("paste-sheet", "2026-报-001", "原始凭证粘贴单"),
        ("paste-sheet", "2026-03-记-001", "原始凭证粘贴单"),
    ],
)
def test_a_paper_is_printed_by_its_number(call, tmp_path, report, of, title):
    path = tmp_path / "paper.pdf"
    status, said = call("report", report, "--of", of, "--period", "2026-03", "--out", path)
    assert (status, said["pages"]) == (0, page_count(path.read_bytes()))
    assert title in "".join(page_text(path.read_bytes(), 0).split())


def test_an_unknown_number_is_a_sentence(call, tmp_path):
    status, said = call("report", "claim", "--of", "2026-报-999", "--out", tmp_path / "x.pdf")
    assert status != 0
    assert "2026-报-999" in json.dumps(said, ensure_ascii=False)
