"""What a guided entry is: the questions asked, the lines that follow from the answers, what is checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.guided.facts import Facts
from models.ledger.keyed import KeyLine
from models.ledger.records import Voucher
from models.store.journal import Change

Values = Mapping[str, Any]
NEW = "新："  # before the name of an earmark's or campaign's that is to be made
KINDS = (
    "money", "day", "month", "text", "count", "account", "earmark", "campaign", "who", "choice", "check",
    "voucher", "line",
)  # fmt: skip


class Worth(str):
    """Worth knowing, but not in the way."""


@dataclass(frozen=True)
class Ask:
    """One question. `kind` is one of `KINDS`.

    of        account: keys of the accounts whose leaves may be chosen; the first leaf is offered
              who: the key of the account on which the person's open amount is shown
              line: "expense" or "income", the lines of the voucher that is named
    offered   account: False leaves it empty at first
    choices   choice: (value, text); the first is offered
    """

    key: str
    label: str
    kind: str = "text"
    required: bool = True
    hint: str = ""
    of: tuple[str, ...] = ()
    offered: bool = True
    choices: tuple[tuple[str, str], ...] = ()


class Said:
    """The answers, read by what they are, and the facts of the office beside them."""

    def __init__(self, values: Values, facts: Facts) -> None:
        self.values, self.facts = values, facts

    @property
    def day(self) -> date:
        """The voucher's day."""
        day: date = self.values["day"]
        return day

    def fen(self, key: str) -> int:
        """An amount, 0 when empty."""
        return int(self.values.get(key) or 0)

    def text(self, key: str) -> str:
        """Text or a choice, "" when empty."""
        return str(self.values.get(key) or "").strip()

    def flag(self, key: str) -> bool:
        """Whether it is ticked."""
        return bool(self.values.get(key))

    def account(self, key: str, default: str) -> str | int:
        """The chosen account, or the key it stands for when nothing was chosen."""
        return int(self.values[key]) if self.values.get(key) else default

    def number(self, key: str) -> int | None:
        """The id of a row that was chosen (voucher, campaign); None for a new one."""
        value = self.values.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def name(self, key: str) -> str:
        """An earmark's or campaign's name, new or known."""
        return self.text(key).removeprefix(NEW)

    def who(self, key: str) -> dict[str, Any]:
        """Person or partner, as the dimensions of a line."""
        text = self.text(key)
        if text.startswith("m:"):
            return {"member": int(text[2:])}
        return {"partner": text.removeprefix("p:")} if text else {}

    def who_name(self, key: str) -> str:
        """How that person or partner is called."""
        return self.facts.name_of(self.text(key))


Lines = Callable[[Said], Iterable[KeyLine]]


@dataclass(frozen=True)
class Guide:
    """One event of the books.

    lines      the entry; pure
    words      the summary that is offered
    checks     sentences that stop it, or `Worth` knowing
    suggest    answers that follow from others and are offered while their field is empty
    prepare    rows it needs (a new earmark, a new campaign); returns the answers with them
    write      posts it together with a register's row; without it the voucher is posted alone
    refunds    the key of the answer that names the voucher whose money comes back
    elsewhere  the page (and its view) that does it; then nothing else is asked
    then       "copy": afterwards the voucher named by `voucher` is opened as a copy to be put right
    """

    key: str
    title: str
    group: str
    when: str
    events: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    lines: Lines = field(default=lambda _: ())
    words: Callable[[Said], str] | str = ""
    checks: Callable[[Said], Iterable[str]] = field(default=lambda _: ())
    suggest: Callable[[Said], Values] = field(default=lambda _: {})
    prepare: Callable[[Change, Said], Values] | None = None
    write: Callable[[Change, Said], Voucher] | None = None
    refunds: str = ""
    elsewhere: str = ""
    then: str = ""

    def ask(self, key: str) -> Ask | None:
        """The question of that key."""
        return next((one for one in self.asks if one.key == key), None)


@dataclass(frozen=True)
class Effect:
    """What happens to the balance of an account; money as people read it: normal side positive (fen)."""

    account: str
    before_fen: int
    after_fen: int


@dataclass(frozen=True)
class PreviewLine:
    """A line as it will stand in the voucher."""

    account: str
    about: str  # person, earmark, campaign
    debit_fen: int
    credit_fen: int
    pair: int


@dataclass(frozen=True)
class Preview:
    """What would be posted, what stops it, what is worth knowing, and the balances it moves."""

    summary: str
    lines: tuple[PreviewLine, ...] = ()
    problems: tuple[str, ...] = ()
    worth: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()
    suggested: Values = field(default_factory=dict)
