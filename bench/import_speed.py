"""100,000 postings as csv: ours imports, journals, posts and balances; hledger reads and balances; in turn."""

from __future__ import annotations

import csv
import json
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.measure import Result, table

ROOT = Path(__file__).resolve().parent.parent

COSTS = ("50101", "50102", "50103", "50104", "50301", "50302", "50501", "50502")
RULES = """skip 1
fields date, code, description, account1, amount-in, amount-out, x
account2 clearing
currency CNY
date-format %Y-%m-%d
"""


def make_csv(path: Path, vouchers: int) -> None:
    """Two-line vouchers over five years, numbered by month."""
    chance = random.Random(1)
    numbers: dict[str, int] = {}
    with path.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file).writerow
        write(["日期", "凭证号", "摘要", "科目编码", "借方", "贷方", "附件张数"])
        for index in range(vouchers):
            day = date(2022, 1, 1) + timedelta(days=index * 1780 // vouchers)
            month = day.isoformat()[:7]
            numbers[month] = numbers.get(month, 0) + 1
            fen = 1000 + chance.randrange(900_000)
            said = f"{fen // 100}.{fen % 100:02d}"
            head = [day.isoformat(), f"记-{numbers[month]}", f"活动支出 {index}"]
            write([*head, COSTS[index % len(COSTS)], said, "", 1])
            write([*head, "102", "", said, 1])


def spent(command: list[str]) -> tuple[float, str]:
    """Processor seconds of a command with its children, and what it said."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, done.stdout


def ours(file: Path, place: Path) -> tuple[float, dict[str, int]]:
    """A fresh office, the import, the trial balance: processor seconds and net fen by code."""
    office = place / "fresh.union"
    office.unlink(missing_ok=True)
    main = [sys.executable, str(ROOT / "main.py")]
    made = spent([*main, "new", str(office), "--name", "账册", "--from", "2022-01"])[0]
    taken = spent([*main, "import", "vouchers", str(file), "--office", str(office)])[0]
    asked, said = spent([*main, "balances", "--at", "2026-12", "--json", "--office", str(office)])
    found = {
        one["code"]: one["closing_debit_fen"] - one["closing_credit_fen"]
        for one in json.loads(said)["accounts"]
    }
    return made + taken + asked, found


def theirs(file: Path, rules: Path) -> tuple[float, dict[str, int]]:
    """hledger reads the same file and balances it."""
    command = ["hledger", "-f", str(file), "--rules-file", str(rules), "bal", "-N", "--flat", "-O", "csv"]
    cpu, said = spent(command)
    found = {}
    for name, amount in list(csv.reader(said.splitlines()))[1:]:
        found[name] = int(amount.replace("CNY", "").replace(",", "").replace(".", ""))
    return cpu, found


def beside_hledger(rounds: int = 3) -> list[Result]:
    """Paired runs, the median of the ratios; nothing when hledger is not on this machine."""
    if shutil.which("hledger") is None:
        print("hledger is not on this machine: the import is not measured")
        return []
    runs = []
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        file, rules = place / "vouchers.csv", place / "csv.rules"
        make_csv(file, 50_000)
        rules.write_text(RULES)
        for _ in range(rounds):
            mine, balances = ours(file, place)
            other, wanted = theirs(file, rules)
            wrong = [code for code, fen in wanted.items() if code != "clearing" and balances.get(code) != fen]
            if wrong:
                raise SystemExit(f"balances differ: {wrong}")
            runs.append((mine / other, mine * 1000, other * 1000))
    ratio, mine, other = (statistics.median(each) for each in zip(*runs, strict=True))
    job = "100,000 postings of a csv imported and balanced / hledger, same balances"
    return [Result(job, mine, other, ratio, 0.5)]


def main() -> int:
    """As many rounds as the line says."""
    results = beside_hledger(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
    print(table(results))
    return 0 if all(one.ok for one in results) else 1


if __name__ == "__main__":
    sys.exit(main())
