"""One invoice often comes as XML, OFD and PDF at once: the files of one number are one invoice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.documents.checks import tidied
from models.documents.records import InvoiceFields, InvoiceRead
from models.documents.settling import TITLES, name_key
from models.kit.money import yuan

_RANK = (b"<", b"PK", b"%PDF")  # what tells the most comes first: XML, OFD, PDF
_SAME = ("day", "total_fen", "buyer", "seller")


@dataclass(frozen=True)
class Gathered:
    """One invoice with all its files; `others` are kept beside `read`, whose fields count."""

    read: InvoiceRead
    others: tuple[InvoiceRead, ...] = ()

    @property
    def name(self) -> str:
        """The file, and how many there are."""
        return f"{self.read.file} 等 {len(self.others) + 1} 份" if self.others else self.read.file


def gathered(reads: Sequence[InvoiceRead]) -> list[Gathered]:
    """Files of one number together, in the order in which they came; where two differ it is asked."""
    groups: dict[object, list[InvoiceRead]] = {}
    for at, one in enumerate(reads):
        fields = tidied(one.fields)
        key: object = (fields.code, fields.number) if fields.number else at
        groups.setdefault(key, []).append(one)
    return [_together(group) for group in groups.values()]


def _together(group: Sequence[InvoiceRead]) -> Gathered:
    first, *others = sorted(group, key=lambda one: (len(one.asked), _rank(one.content)))
    different = [one for one in others if one.content != first.content]  # the same file twice is one
    asked = [ask for one in different for ask in _differences(first.fields, one.fields)]
    return Gathered(replace(first, asked=(*first.asked, *dict.fromkeys(asked))), tuple(different))


def _rank(content: bytes) -> int:
    head = content[:64].lstrip(b"\xef\xbb\xbf\r\n\t ")
    return next((at for at, mark in enumerate(_RANK) if head.startswith(mark)), len(_RANK))


def _differences(one: InvoiceFields, other: InvoiceFields) -> list[tuple[str, str]]:
    """Fields that both files tell, and not alike."""
    found = []
    for name in _SAME:
        mine, theirs = getattr(one, name), getattr(other, name)
        alike = (
            name_key(mine) == name_key(theirs)
            if isinstance(mine, str) and isinstance(theirs, str)
            else mine == theirs
        )
        if mine not in ("", None) and theirs not in ("", None) and not alike:
            said = "、".join(
                yuan(value) if isinstance(value, int) else str(value) for value in (mine, theirs)
            )
            found.append((name, f"两份文件的{TITLES[name]}不同：{said}。"))
    return found
