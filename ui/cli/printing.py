"""reports, report: everything that can be printed or exported."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from models.kit.errors import Refused
from ui.cli.answer import Answer
from ui.cli.line import command, reading


def register(commands: Any) -> None:
    """Add these commands to the line."""
    command(commands, "reports", "列出全部报表", _reports)
    one = command(commands, "report", "打印或导出一张报表", _report)
    one.add_argument("id")
    one.add_argument("--period", default="", help="2026-03 或 2026")
    one.add_argument("--of", default="", help="哪个科目、会员或凭证")
    one.add_argument("--out", type=Path, required=True, help="结尾决定格式：pdf、xlsx、csv、json")
    sheets = command(commands, "audit-sheets", "导出一个月或一年的经审用表（Excel 和 PDF）", _audit_sheets)
    sheets.add_argument("--period", required=True, help="2026-03 或 2026")
    sheets.add_argument("--out", type=Path, required=True, help="文件夹")


def _audit_sheets(args: argparse.Namespace) -> Answer:
    from exporters.audit_sheets import write_sheets
    from models import catalog

    with reading(args) as office:
        made = catalog.audit_sheets(office, args.period, office.today())
        if not made:
            raise Refused(f"{args.period} 没有可以给经审看的内容。", remedy="请换一个月份。")
        files = write_sheets(made, args.out)
    return Answer({"files": [str(file) for file in files]}, [f"已写好 {len(files)} 个文件：{args.out}"])


def _reports(_: argparse.Namespace) -> Answer:
    from models.catalog import REPORTS

    rows = [{"id": one.id, "title": one.title, "period": one.period, "of": one.of} for one in REPORTS]
    return Answer({"reports": rows}, [f"{one.id:<20}{one.title}" for one in REPORTS])


def _report(args: argparse.Namespace) -> Answer:
    from exporters.write import Written, write, write_many, write_papers
    from models import catalog
    from models.report import Bound, Report

    entry = catalog.entry(args.id)
    with reading(args) as office:
        asked = catalog.Asked(args.period, args.of, office.today())
        made = catalog.build(office, entry, asked, as_table=args.out.suffix.lower() != ".pdf")
        written: Written
        if isinstance(made, Bound):
            written = write_many(made.reports, args.out)
        else:
            written = write(made, args.out) if isinstance(made, Report) else write_papers(made, args.out)
    payload: dict[str, Any] = {"file": str(written.path), "rows": written.rows, "pages": written.pages}
    lines = [f"已写好 {written.path}（{written.rows} 行，{written.pages} 页）"]
    if written.missing:
        payload["missing"] = list(written.missing)
        lines.append(f"字体里没有这些字，印成了编码：{'、'.join(written.missing)}")
    return Answer(payload, lines, 1 if written.missing else 0)
