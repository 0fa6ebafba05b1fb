"""A file of every released version opens, passes every check, and says the same as on its last day."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from models.ledger import balances
from models.office import Office
from models.store import schema
from models.trust import checks

FILES = Path(__file__).resolve().parents[1] / "old_files"
# version → members, posted vouchers, closing balance of the bank in 2026-03 (fen)
KNOWN = {1: (12, 17, 16_800_004), 2: (12, 25, 15_982_004)}


def test_there_is_a_file_of_every_version():
    assert {int(path.stem[1:]) for path in FILES.glob("v*.union")} == set(range(1, schema.VERSION + 1))


@pytest.mark.parametrize("version", KNOWN)
def test_an_old_file_opens_and_keeps_its_figures(version, tmp_path):
    path = tmp_path / "old.union"
    shutil.copyfile(FILES / f"v{version}.union", path)
    with Office.open(path) as office:
        members = office.db.execute("select count(*) from member").fetchone()[0]
        vouchers = office.db.execute("select count(*) from voucher where posted = 1").fetchone()[0]
        bank = next(one for one in balances.trial_balance(office.db, "2026-03") if one.account.key == "bank")
        assert (members, vouchers, bank.closing_fen) == KNOWN[version]
        assert [check.detail for check in checks(office.db) if not check.ok] == []
