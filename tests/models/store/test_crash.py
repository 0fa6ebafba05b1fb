"""A kill at any moment loses no acknowledged voucher and leaves no half."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import pytest

from models.ledger import queries
from models.office import Office
from models.trust import checks

POSTING = """
import json, sys
from ui.cli import run
sys.exit(run(["voucher", "post", "-", "--office", sys.argv[1]]))
"""
IMPORTING = """
import sys
from models.office import Office
office = Office.open(sys.argv[1])
print("open", flush=True)
while True:
    with office.change("许多") as change:
        n = change.db.execute("select count(*) from unit").fetchone()[0]
        change.insert_all("unit", ("name",), [(f"组{n + i}",) for i in range(500)])
    print("ACK", n + 500, flush=True)
"""
VOUCHER = (
    '{"date": "2026-03-08", "summary": "办公用品", "attachments": 1, "lines": ['
    '{"account": "50599", "debit_fen": 1234}, {"account": "102", "credit_fen": 1234}]}\n'
)


def killed(code, path, seconds, feed=""):
    """Run, kill -9 after some time, and return what was acknowledged."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    process.stdin.write(feed)
    process.stdin.flush()
    first = process.stdout.readline()
    time.sleep(seconds)
    process.kill()
    rest, _ = process.communicate()
    return [
        line.split()[1]
        for line in (first + rest).splitlines()
        if line.startswith("ACK") and len(line.split()) == 2
    ]


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.parametrize("seed", range(2))
def test_killed_while_posting_every_acknowledged_voucher_is_there_and_none_is_half(closed_office, seed):
    chance = random.Random(seed)
    known = []
    for _ in range(5):
        known += killed(POSTING, closed_office, chance.uniform(0.001, 0.12), VOUCHER * 200)
        with Office.open(closed_office) as office:
            have = queries.have(office.db)
            assert set(known) <= set(have)
            assert have == [f"2026-03-记-{n:03d}" for n in range(1, len(have) + 1)]
            assert [check.detail for check in checks(office.db) if not check.ok] == []


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.parametrize("seed", range(2))
def test_killed_while_importing_a_batch_is_there_whole_or_not_at_all(closed_office, seed):
    chance = random.Random(seed)
    acknowledged = 0
    for _ in range(5):
        said = killed(IMPORTING, closed_office, chance.uniform(0.001, 0.1))
        acknowledged = max([acknowledged, *map(int, said)])
        with Office.open(closed_office) as office:
            count = office.db.execute("select count(*) from unit").fetchone()[0]
            assert count % 500 == 0
            assert count >= acknowledged
            assert [check.detail for check in checks(office.db) if not check.ok] == []
