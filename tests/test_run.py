"""The two commands: what they prepare, and that a check which was killed is no success."""

from __future__ import annotations

import subprocess
from types import SimpleNamespace

import pytest

import run


@pytest.mark.parametrize(("codes", "status"), [((0, 0), 0), ((0, 1), 1), ((-11, 0), 1), ((2, -9), 1)])
def test_a_check_that_failed_or_was_killed_fails_the_whole(monkeypatch, codes, status):
    left = iter([*codes, *[0] * len(run.CHECKS)])
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=next(left)))
    assert run.test([]) == status


@pytest.mark.parametrize("version", [(3, 10, 9), (3, 14, 0)])
def test_another_python_gets_a_sentence(monkeypatch, version):
    monkeypatch.setattr(run.sys, "version_info", version)
    with pytest.raises(SystemExit, match=r"需要 Python 3\.11 到 3\.13"):
        run.check_python()


def test_a_folder_that_can_not_be_written_gets_a_sentence(monkeypatch):
    def refuse():
        raise PermissionError(13, "Permission denied", "/opt/x/.venv")

    monkeypatch.setattr(run, "prepare", refuse)
    assert "写不进去" in str(run.main())
