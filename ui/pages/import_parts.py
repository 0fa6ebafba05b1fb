"""What an import is made of: what is asked, what was prepared, and a kind with its words and functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from models.intake.cells import Book
from models.intake.difference import Difference
from models.intake.fields import Table
from models.intake.seen import Choices, Seen
from models.kit.errors import Refused
from models.kit.progress import Progress

if TYPE_CHECKING:
    from models.office import Office
    from models.store.journal import Change

Source = Book | str  # a table, or the text of a plan


@dataclass(frozen=True)
class Asked:
    """What planning is asked with. `month` is where wages begin, `year` that of a plan (None: it says so)."""

    choices: Choices = field(default_factory=Choices)
    file: str = ""
    month: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Prepared:
    """A file as it was understood. `plan` is None while it can't be taken; `refusal` then says why.

    `names` are the people that a line may mean, by id.
    """

    plan: Any
    difference: Difference | None
    seen: Seen | None = None
    used: tuple[str, ...] = ()
    refusal: Refused | None = None
    names: Mapping[int, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImportKind:
    """One kind. `table` None: no step for columns.

    option    "month" or "year": what is asked beside the file
    apply     writes the plan: (change, plan, decisions) → counts by word ("added", "updated", …)
    may_add   whether a line that must be asked about may become a new record
    whole     nothing is written while a line is refused
    warning   what is asked before writing, "" where it can be taken back
    page      the page that shows what was taken in
    """

    key: str
    title: str
    icon: str
    unit: str
    asks: str
    examples: tuple[str, ...]
    table: Table | None
    prepare: Callable[[Office, Source, Asked, Progress], Prepared]
    apply: Callable[[Change, Any, Mapping[tuple[str, int], Any]], Mapping[str, int]]
    page: tuple[str, str]
    option: str = ""
    may_add: bool = False
    whole: bool = False
    warning: str = ""
    subject: str = "工号、姓名"


WITH_COLUMNS, WITHOUT = ("选文件", "对列", "看差异", "写入"), ("选文件", "看内容", "写入")
STEP_WORDS = {
    "选文件": "选一个文件，或者粘贴格子",
    "对列": "表里的列填到哪里",
    "看差异": "和账里的有什么不同",
    "看内容": "计划里读到了什么",
    "写入": "已经写入",
}
