"""The command line's grammar. `--office`, `--json` and `--as` are taken anywhere on the line."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from models.kit.errors import Refused
from models.office import Office

EVERYWHERE = (
    "哪里都可以加：--office 账套.union（不写就用上次打开的）、--json（结果写成一个 JSON 对象）、--as 使用人。"
)


class Usage(Exception):
    """The words of the call are off."""

    def __init__(self, what: Refused) -> None:
        super().__init__(str(what))
        self.what = what


class _Help(argparse.HelpFormatter):
    """Help in Chinese, that is not broken inside of words: a terminal wraps it itself."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return [text]

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return indent + text


class _Parser(argparse.ArgumentParser):
    """argparse with Chinese refusals instead of an exit, and Chinese help."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"formatter_class": _Help, **given, "add_help": False})
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="看用法")

    def error(self, message: str) -> NoReturn:
        """Called by argparse for any wrong word."""
        raise Usage(Refused(_chinese(message), self.prog, f"用 {self.prog} --help 看用法。"))


def _chinese(message: str) -> str:
    for english, chinese in (
        ("the following arguments are required: ", "缺少："),
        ("unrecognized arguments: ", "不认识："),
        ("argument ", "参数 "),
        ("invalid choice: ", "没有这个命令或选项："),
        ("expected one argument", "后面要跟一个值"),
        ("invalid int value: ", "不是整数："),
        ("(choose from ", "（可用的有 "),
    ):
        message = message.replace(english, chinese)
    return message.removesuffix(")") + ("）" if message.endswith(")") else "") + "。"


# The modules that lay commands on the line, in the order of the help.
ROOMS: tuple[str, ...] = ("offices", "people", "dues", "books", "calendars", "printing", "showcase", "forms")
ROOMS += ("assets", "budget", "bank", "claims", "levy", "papers")


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The call as a namespace; `run` is the function that does it."""
    parser = _Parser(prog="main.py", description="工会台账：不开窗口也能做的事", epilog=EVERYWHERE)
    parser.set_defaults(run=_nothing)
    commands = parser.add_subparsers(metavar="命令", parser_class=_Parser)
    for room in ROOMS:
        import_module(f"ui.cli.{room}").register(commands)
    rest, shared = _shared(argv)
    args = parser.parse_args(rest)
    for name, value in shared.items():
        setattr(args, name, value)
    return args


def _nothing(_: argparse.Namespace) -> NoReturn:
    raise Usage(Refused("还没有写要做什么。", remedy="用 main.py --help 看全部命令。"))


def _shared(argv: Sequence[str]) -> tuple[list[str], dict[str, Any]]:
    """Take the options that may stand anywhere out of the line."""
    found: dict[str, Any] = {"office_path": None, "json": False, "actor": ""}
    rest, words = [], list(argv)
    names = {"--office": "office_path", "--as": "actor"}
    while words:
        word = words.pop(0)
        option, equals, value = word.partition("=")
        if word == "--json":
            found["json"] = True
        elif option in names:
            if not equals and not words:
                raise Usage(Refused(f"{option} 后面要跟一个值。"))
            found[names[option]] = value if equals else words.pop(0)
        else:
            rest.append(word)
    return rest, found


def command(
    commands: Any, name: str, help_text: str, run: Callable[[argparse.Namespace], Any]
) -> argparse.ArgumentParser:
    """Add a command with its function."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=help_text, description=help_text)
    parser.set_defaults(run=run)
    return parser


def office_path(args: argparse.Namespace) -> Path:
    """The office file of this call: --office, UNION_OFFICE, or the one last opened in the window."""
    said = args.office_path or os.environ.get("UNION_OFFICE") or _last_opened()
    if not said:
        raise Refused("没有说是哪个账套。", remedy="请加上 --office 文件.union。")
    return Path(said)


def _last_opened() -> str:
    from ui.memory import last_office

    return last_office()


def reading(args: argparse.Namespace) -> Office:
    """The office, for looking only: also while the window has it open."""
    return Office.open(office_path(args), args.actor, read_only=True)


def writing(args: argparse.Namespace) -> Office:
    """The office, for changes: refused while the window has it open."""
    return Office.open(office_path(args), args.actor)


def columns_of(args: argparse.Namespace) -> dict[str, str]:
    """--column FIELD=COLUMN, as often as given."""
    chosen = {}
    for said in args.column or ():
        field, equals, column = said.partition("=")
        if not equals or not field.strip():
            raise Usage(Refused(f"“{said}”不是 字段=列 的样子。", "--column", "例如 --column amount=E。"))
        chosen[field.strip()] = column.strip()
    return chosen


def month_word(text: str) -> str:
    """A month argument, checked; an option that was left out is the empty text."""
    from models.kit.days import parse_month

    if not text:
        return ""
    try:
        return parse_month(text)
    except Refused as refusal:
        raise Usage(refusal) from refusal


def day_word(text: str) -> Any:
    """A day argument, checked."""
    from models.kit.days import parse_day

    try:
        return parse_day(text)
    except Refused as refusal:
        raise Usage(refusal) from refusal


def year_word(text: str) -> int:
    """A year argument of four digits, checked."""
    from models.kit.days import FIRST_YEAR, LAST_YEAR

    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise Usage(Refused(f"“{text}”不是年份。", remedy="请写四位的年份，例如 2026。"))
    return int(text)


def file_word(text: str) -> Path:
    """A file that must be there."""
    path = Path(text)
    if not path.is_file():
        raise Refused("找不到这个文件。", text, "请检查文件名和路径。")
    return path
