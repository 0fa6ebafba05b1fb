"""Kill the program 200 times while it posts and imports; nothing acknowledged may be lost, nothing half."""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from models.ledger import queries
from models.office import Office
from models.trust import checks
from tests.models.store.test_crash import IMPORTING, POSTING, VOUCHER, killed


def main() -> int:
    """100 kills of posting, 100 of importing."""
    chance = random.Random(1)
    lost = broken = survived = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kills.union"
        Office.create(path, "账册", "2026-01").close()
        known: list[str] = []
        for turn in range(200):
            if turn % 2:
                known += killed(POSTING, path, chance.uniform(0.001, 0.15), VOUCHER * 200)
            else:
                killed(IMPORTING, path, chance.uniform(0.001, 0.15))
            with Office.open(path) as office:
                have = queries.have(office.db)
                units = office.db.execute("select count(*) from unit").fetchone()[0]
                lost += len(set(known) - set(have))
                half = units % 500 or len(have) != len(set(have))
                broken += bool(half) or any(not check.ok for check in checks(office.db))
            survived += 1
    print(f"{survived} kills, {len(known)} vouchers acknowledged, {lost} lost, {broken} broken files")
    print(f"{survived - broken} passed, {broken + (lost > 0)} failed")
    return 1 if lost or broken else 0


if __name__ == "__main__":
    sys.exit(main())
