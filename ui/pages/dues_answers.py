"""What a person may decide about a row of a deduction list, the likeliest first, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.dues.records import (
    ALREADY,
    DIFFERS,
    DOUBTFUL,
    LOWER,
    REPEATED,
    SAME,
    UNKNOWN,
    UNPAID,
    Decision,
    ListRow,
)

OPEN = frozenset({DIFFERS, UNPAID, UNKNOWN, DOUBTFUL, REPEATED, LOWER})  # rows that need a person
MOST_GUESSES = 3
BACK = "退回"


@dataclass(frozen=True)
class Answer:
    """One verb. `asks`: "reason", "member" or "join" must be asked first, "" is decided at once."""

    key: str
    word: str
    decision: Decision
    asks: str = ""
    hint: str = ""


_PENDING = Answer("pending", "挂待查", Decision("pending"))
_LEAVE = Answer("leave", "不登记", Decision("leave"))
_BOOK = Answer("book", "按实扣登记", Decision("book"))
_CORRECT = Answer("correct", "改应缴", Decision("correct"), "reason", "例如：本月起按新工资扣")
_PICK = Answer("pick", "选会员…", Decision("book"), "member")

ANSWERS: Mapping[str, tuple[Answer, ...]] = {
    SAME: (_BOOK, _PENDING, _LEAVE),
    DIFFERS: (_BOOK, _CORRECT, _PENDING, _LEAVE),
    UNPAID: (
        Answer("owe", "记欠缴", Decision("owe")),
        Answer("exempt", "申请免缴", Decision("exempt"), "reason", "例如：产假，工资由社保发放"),
    ),
    UNKNOWN: (
        Answer("back", BACK, Decision("pending", text="要退回")),
        Answer("join", "加入名册", Decision("book"), "join"),
        _PICK,
        _PENDING,
        _LEAVE,
    ),
    LOWER: (Answer("leave", "照上次的", Decision("leave")),),
    ALREADY: (),
}


NOTES: Mapping[str, str] = {  # under the count of each state
    SAME: "应缴等于实扣",
    UNKNOWN: "单上有，名册里没有",
    DOUBTFUL: "要您认一下是谁",
    REPEATED: "同一人有两行",
    LOWER: "不自动冲减",
    ALREADY: "不再重复加",
}


def answers(row: ListRow, names: Mapping[int, str]) -> tuple[Answer, ...]:
    """What may be decided about this row; `names` are members by id."""
    guesses = [key for key in row.candidates if key in names][:MOST_GUESSES]
    if row.state == DOUBTFUL:
        sure = (Answer(f"same{key}", f"就是{_short(key, names)}", Decision("book", key)) for key in guesses)
        return (*sure, Answer("other", "不是", Decision("pending")), _PICK, _LEAVE)
    if row.state == REPEATED:
        both = (Answer(f"same{key}", "一并登记", Decision("book", key)) for key in guesses[:1])
        return (*both, _PENDING, _LEAVE)
    return ANSWERS[row.state]


def word_of(row: ListRow, decision: Decision, names: Mapping[int, str]) -> str:
    """What was decided, for the green pill."""
    if decision.act == "book" and decision.member is not None and row.member is None:
        return "一并登记" if row.state == REPEATED else f"是{_short(decision.member, names)}"
    for one in answers(row, names):
        same_act = one.decision.act == decision.act and one.decision.member == decision.member
        if same_act and (one.decision.text == decision.text or one.asks == "reason"):
            return one.word
    return _PENDING.word if decision.act == "pending" else _LEAVE.word


def recognised(decisions: Mapping[str, Decision]) -> frozenset[int]:
    """The members whom a decision found in a row of the list."""
    return frozenset(one.member for one in decisions.values() if one.member is not None)


def _short(key: int, names: Mapping[int, str]) -> str:
    """The name alone; with the number where another has the same name."""
    name, _, note = names.get(key, "").partition("（")
    twice = sum(1 for other in names.values() if other.partition("（")[0] == name) > 1
    return f"{name} {note.rstrip('）').partition(' ')[0]}" if twice and note else name
