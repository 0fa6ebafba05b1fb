"""`form list` and `form fill`: the superior's own forms from the command line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from models.kit.errors import Refused
from models.statements import forms
from ui.cli.answer import Answer
from ui.cli.line import Usage, command, reading


def register(commands: Any) -> None:
    """Add the commands of this room."""
    room = command(commands, "form", "上级报表：list、fill", _usage)
    acts = room.add_subparsers(metavar="做什么")
    command(acts, "list", "列出上级报表", _list)
    fill = command(acts, "fill", "填好一张上级报表", _fill)
    fill.add_argument("name", help="报表名称")
    fill.add_argument("--period", default="", help="年份或月份，例如 2026 或 2026-03")
    fill.add_argument("--out", type=Path, required=True, help="写到哪个 xlsx")


def _usage(_: argparse.Namespace) -> Answer:
    raise Usage(Refused("还没有写要做什么。", "form", "用 form list 或 form fill。"))


def _list(args: argparse.Namespace) -> Answer:
    with reading(args) as office:
        found = forms.forms(office.db)
    rows = [{"name": one.name, "period": one.period, "cells": one.cells} for one in found]
    lines = [f"{one.name}　{one.cells} 格" for one in found]
    return Answer({"forms": rows}, lines or ["还没有添加上级报表。"])


def _fill(args: argparse.Namespace) -> Answer:
    from exporters.form_filling import Entry, fill, write_form

    with reading(args) as office:
        one = forms.form_named(office.db, args.name)
        period = args.period or f"{office.today():%Y-%m}"
        month = f"{period[:4]}-12" if one.period == "year" or len(period) == 4 else period
        entries = [
            Entry(each.cell.sheet, each.cell.cell, each.value, each.title)
            for each in forms.placed(office, one.id, month)
        ]
        made = fill(forms.content(office.db, one.id), entries)
    write_form(made.content, args.out)
    wrong = [each for each in made.checks if not each.ok]
    differs = [{"sheet": each.sheet, "cell": each.cell, "title": each.title} for each in wrong]
    lines = [f"已填 {len(made.written)} 格，写到 {args.out}"]
    lines += [
        f"{each.sheet} {each.cell}（{each.title}）表里算出 {each.form}，账上 {each.books}" for each in wrong
    ]
    payload = {
        "file": str(args.out),
        "filled": len(made.written),
        "checked": len(made.checks),
        "differs": differs,
    }
    return Answer(payload, lines, 1 if wrong or made.missing else 0)
