"""showcase: the month's main job from end to end, for a machine without a screen."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from models.kit.days import month_end, month_words
from models.kit.errors import Refused
from models.kit.money import yuan
from ui.cli.answer import Answer, say
from ui.cli.line import command

OFFICE = "演示工会.union"


def register(commands: Any) -> None:
    """Add this command to the line."""
    one = command(commands, "showcase", "走一遍：演示账套、登记一个月会费、行事历、经审用表", _showcase)
    one.add_argument("--out", type=Path, default=Path("out"))


def _showcase(args: argparse.Namespace) -> Answer:
    """Make the demo office, take a payroll list in, print the schedule, export the audit sheets."""
    from exporters.audit_sheets import write_sheets
    from exporters.reading import read_book
    from exporters.write import write
    from models import catalog
    from models.calendar import reports as calendar
    from models.demo import deduction_list, make
    from models.dues import booking, imports
    from models.office import Office

    folder: Path = args.out.absolute()
    path = _free(folder, OFFICE)
    made = make(path)
    month = made.open_month
    say(f"演示账套：{path}（{made.members} 位会员，{made.vouchers} 张凭证）")
    with Office.open(path) as office:
        payroll = write(deduction_list(office, month), folder / f"{month}_财务处扣款单.xlsx").path
        plan = imports.plan(office.db, read_book(payroll), only_month=month, default_year=made.year)
        with office.change(f"登记{month_words(month)}会费扣款单") as change:
            booked = booking.book(change, plan, booking.Booking(_day(month, office.today())))
        one = booked[0]
        what = f"{one.members} 人，到账 {yuan(one.received_fen)} 元，凭证 {one.voucher}"
        say(f"{month_words(month)}会费：{what}")
        plan_paper = calendar.work_schedule_month(office, month)
        files = [payroll, write(plan_paper, folder / f"{month}_工会工作行事历.pdf").path]
        say(f"{month_words(month)}行事历：{files[-1]}")
        files += write_sheets(
            catalog.audit_sheets(office, month, office.today()), folder / f"{month}_经审用表"
        )
    say(f"经审用表：{files[-1].parent}（{len(files) - 2} 个文件）")
    payload = {
        "office": str(path),
        "month": month,
        "voucher": one.voucher,
        "files": [str(file) for file in files],
    }
    return Answer(payload, ["走完了。要看窗口，请在有屏幕的电脑上运行 python3 run.py。"])


def _free(folder: Path, name: str) -> Path:
    """A name that is not taken: a second run makes a second office, and spoils none."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused("文件夹建不了。", str(folder), "请用 --out 换一个文件夹。") from error
    path, number = folder / name, 2
    while path.exists():
        path, number = folder / f"{Path(name).stem}{number}.union", number + 1
    return path


def _day(month: str, today: date) -> date:
    """The bank's day: today, or the month's last day when the month is over."""
    return today if f"{today:%Y-%m}" == month else month_end(month)
