"""What the tests of the command line share: six members with bases and a year assessed, and lists as rows."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.dues import actions as dues
from models.office import Office
from tests.build import a_member, an_office
from ui import cli

PEOPLE = (
    ("1000", "秦东民", 808000),
    ("1001", "邹丽俊", 475000),
    ("1002", "彭敏燕", 854000),
    ("1003", "范然博", 640000),
)

Answer = tuple[int, dict[str, Any]]
Row = Sequence[str | int | float | date | None]


@pytest.fixture(scope="session")
def staffed_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office of four members with their dues of 2026 assessed; nobody changes it."""
    path = tmp_path_factory.mktemp("staffed") / "staffed.union"
    with an_office(path) as office:
        with office.change("登记") as change:
            for number, name, base_fen in PEOPLE:
                a_member(change, name, number, base_fen=base_fen, department="财经系")
        with office.change("核定") as change:
            dues.assess(change, "2026-01", "2026-12")
    return path


class Desk:
    """An office at the command line."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self.capsys, self.lists = path, capsys, 0

    def call(self, *words: object) -> Answer:
        """Run a command with --json: (status, answer)."""
        status = cli.run([*map(str, words), "--office", str(self.path), "--json"])
        answer: dict[str, Any] = json.loads(self.capsys.readouterr().out)
        return status, answer

    def sheet(self, *rows: Row, name: str = "") -> Path:
        """A workbook of these rows."""
        import openpyxl

        self.lists += 1
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(list(row))
        path = self.path.with_name(name or f"表{self.lists}.xlsx")
        book.save(path)
        return path

    def receive(self, *rows: Row, month: str = "2026-03", name: str = "") -> Answer:
        """Book a deduction list of these rows."""
        said = ("--month", month) if month else ()
        return self.call("dues", "receive", self.sheet(*rows, name=name), *said)

    def ties(self) -> bool:
        """Whether register and ledger agree and the file can be trusted."""
        _, status = self.call("dues", "status", "2026")
        return bool(status["tie_out"]["ok"]) and self.call("verify")[0] == 0

    def state(self) -> str:
        """The seal of the journal's head: the same as long as nothing was written."""
        with Office.open(self.path, read_only=True) as office:
            return office.seal


@pytest.fixture
def desk(
    staffed_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    """The staffed office, copied."""
    monkeypatch.setenv("UNION_OFFICE_HOME", str(tmp_path / "home"))
    path = tmp_path / "office.union"
    shutil.copyfile(staffed_file, path)
    return Desk(path, capsys)
