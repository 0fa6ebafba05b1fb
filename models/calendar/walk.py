"""From the lines of a plan to its entries: what belongs to the month list, where each begins and ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from models.calendar.headings import MONTHS, WORDS, Head, read_heads, read_title
from models.calendar.items import (
    BULLET,
    CHINESE,
    CHINESE_BRACKET,
    Mark,
    read_mark,
    split_run,
    split_words,
)
from models.calendar.pasted import Line, fold
from models.calendar.said import read_when
from models.kit.days import arabic

LONGEST = 60  # characters of a line that can be an entry without number
_PROSE = 120  # longer than any entry
_WRAPPED = 18  # a line that was broken is at least so long
_STOPS = tuple("。！!；;？?")
_CLOSERS = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[、.])?"
    r"(?:指导思想|工作思路|基本思路|工作目标|目标任务|总体要求|工作要求|具体要求|几点要求|工作措施|主要措施|"
    r"保障措施|组织领导|组织保障|工作保障|情况分析|注意事项|考核办法|附件|附表|附)(?:[:\d].*)?"
    r"|(?:以上|上述|未尽事宜|本安排|本计划|本行事历).*"
    r"|(?:注|备注|说明|附注):.*|(?:制表|审核|审批|填表|主席|拟稿|签发)(?:人|签字)?:.*"
)
_OTHERS = re.compile(r"其他|其它|机动|待定|另行|常规|日常")
_REST = re.compile(r"(?:其他|其它|机动|待定|另行)(?:工作|活动|事项|安排|通知|时间)*:?")
_TITLES = re.compile(r"行事历|日程|进程|工作安排|具体安排|时间安排|活动安排|工作进度|月份安排|逐月|按月")
_SUB_HEADS = re.compile(r".{0,6}(?:工作|活动|事项|任务|会议|主题|安排)")
_SIGNED = re.compile(r".{0,20}(?:工会|委员会|办公室|小学|中学|学校|学院|大学|幼儿园)(?:\((?:章|盖章)\))?")
_VERBS = re.compile(
    "参加|开展|组织|召开|配合|迎接|协助|上报|做好|举办|举行|慰问|走访|"
    "选举|成立|筹备|参与|学习|评|检查|推荐|换届|改选"
)
_DATE = re.compile(r"\d{4}(?:年\d{1,2}月(?:\d{1,2}日)?|[.\-/]\d{1,2}[.\-/]\d{1,2})")
_NOISE = re.compile(r"(?:-*第?\d+页(?:[,/]?共\d+页)?-*|-+\d+-+|[-=_*·.…]{3,})")
_INNER_HEAD = re.compile(rf"(?<=[。；;\s])(?=(?:{MONTHS}){WORDS}[：:])")
_RESIDUE = re.compile(r"相关文章|责任编辑|推荐阅读|本文来源|延伸阅读|版权声明|相关推荐")


@dataclass(frozen=True)
class Found:
    """An entry as it stands, and the heading above it (none: nobody can tell its month)."""

    text: str
    head: Head | None
    line: int
    when: str = ""  # the table's own column of days
    who: str = ""
    place: str = ""
    budget: str = ""


def walk(lines: tuple[Line, ...], start: Head | None = None) -> tuple[Found, ...]:
    """All entries of the month list, in order. `start` is the heading of a table's cell."""
    lines = lines if start else _one_month_a_line(lines)
    heads = {} if start else _true_heads(lines)
    last = _end(lines, min(heads)) if heads else len(lines)
    reader = _Reader(lines[:last], heads, start)
    for index in range(last):
        reader.take(index)
    return tuple(found for found in reader.found if found.text)


def is_noise(text: str) -> bool:
    """Page numbers, rules."""
    return bool(_NOISE.fullmatch(_tight(text)))


def is_closing(line: Line) -> bool:
    """Headings and remarks after which the month list is over: 四、工作要求, 注：…"""
    tight = _tight(line.text)
    if _CLOSERS.fullmatch(tight):
        return True
    return line.title and not _SUB_HEADS.fullmatch(tight.rstrip(":"))


def is_signature(text: str) -> bool:
    """The union's name or the day of signing."""
    tight = _tight(text)
    if _DATE.fullmatch(arabic(tight)):
        return True
    return bool(_SIGNED.fullmatch(tight)) and not _VERBS.search(tight) and read_mark(text) is None


@dataclass
class _Reader:
    """Where the reading stands."""

    lines: tuple[Line, ...]
    heads: dict[int, Head]
    head: Head | None = None
    found: list[Found] = field(default_factory=list)
    family: int | None = None  # how the entries of this month are marked
    sub_family: int | None = None  # how the sub-headings of this month are marked
    number: int = 0  # of the last entry
    nested: int = 0  # of the last point inside an entry
    parted: bool = False  # this month has sub-headings
    ended: bool = False  # a paragraph came that was no entry
    plain: bool = False  # this month's entries have no marks
    running: int = 0  # last number of the month before, for numbers that run through
    gap: bool = False  # a blank line came before
    waiting: bool = False  # outside of the months, but inside a list

    def take(self, index: int) -> None:
        """One line."""
        line = self.lines[index]
        if not line.text or is_noise(line.text):
            self.gap = self.gap or not line.text
            return
        if index in self.heads:
            self._open(index)
        elif is_closing(line):
            self._close(line)
        elif self.head is None:
            self._outside(line)
        else:
            self._inside(index)
        self.gap = False

    def _open(self, index: int) -> None:
        """A new month, and what stands on its line."""
        self.head = self.heads[index]
        if not self.head.numbers and self.head.week and (before := self._month_before(index)):
            self.head = replace(self.head, numbers=before.numbers, year=before.year)
        self.running, self.number, self.nested = self.number, 0, 0
        self.family, self.sub_family, self.plain, self.parted = None, None, False, False
        self.ended = False
        rest = self.head.rest
        theme = self._marked_next(index, first=True) and read_mark(rest) is None
        if rest and not theme:
            self._words(Line(self.head.line, rest), index)

    def _month_before(self, index: int) -> Head | None:
        """The month above a week without dates of its own."""
        above = [self.heads[key] for key in sorted(self.heads) if key < index and self.heads[key].numbers]
        return above[-1] if above and not self.heads[index].dates else None

    def _inside(self, index: int) -> None:
        """A line below a month."""
        line = self.lines[index]
        if is_signature(line.text) and _DATE.fullmatch(arabic(_tight(line.text))):
            self._close(line)
            return
        if _REST.fullmatch(_tight(line.text)) and not self.parted:
            self._close(line)
            return
        mark = read_mark(line.text, self.number + 1)
        if mark and self._is_sub_head(index, mark):
            self.sub_family, self.family, self.number = mark.family, None, 0
        elif mark and self._is_section(mark):
            self._close(line)
        else:
            self._words(line, index)

    def _words(self, line: Line, index: int) -> None:
        """Entries, points of an entry, or the rest of a broken line."""
        mark = read_mark(line.text, self.number + 1)
        if mark is None:
            self._plain_line(line, index)
        elif self._is_nested(mark):
            self._nest(line.text, mark)
        else:
            self.family = mark.family if self.family is None else self.family
            self.plain, self.nested = False, 0
            parts = split_run(line.text, mark) or [""]
            self.number = mark.number + len(parts) - 1
            self.found += [Found(part, self.head, line.number) for part in parts]

    def _plain_line(self, line: Line, index: int) -> None:
        """A line without a mark."""
        fresh = self.family is None and not self.plain
        if fresh and len(line.text) > _PROSE:  # a paragraph before the month's entries, or after the list
            self.head = self.head if self._marked_next(index, first=True) else None
        elif line.text.endswith(("：", ":")) and len(line.text) <= 12:
            self.family, self.number, self.plain, self.parted = None, 0, False, True
        elif fresh or (self.plain and not self._continues(line.text)):
            self.plain = True
            self.found += [Found(part, self.head, line.number) for part in split_words(line.text)]
        elif self.plain or self._wraps():
            self._join(line.text)
        else:
            self._odd_line(line, index)

    def _odd_line(self, line: Line, index: int) -> None:
        """A paragraph behind numbered entries: another one when months follow, the list's end otherwise."""
        if len(line.text) > _PROSE:
            self.ended = True
        elif any(later > index for later in self.heads):
            self.found += [Found(line.text, self.head, line.number)]
        else:
            self.ended = True
            self._outside(line, always=True)

    def _is_sub_head(self, index: int, mark: Mark) -> bool:
        """（一）重点工作 between a month and its numbered entries."""
        if mark.family not in (CHINESE, CHINESE_BRACKET):
            return False
        if mark.family == self.sub_family:
            return True
        text = self.lines[index].text
        short = len(text) <= 16 and not text.endswith(_STOPS)
        return self.family is None and short and self._marked_next(index, other_than=mark.family)

    def _is_section(self, mark: Mark) -> bool:
        """四、工作要求 after a month's entries: not the number that would follow."""
        if self.ended and mark.number not in (0, self.number + 1):
            return True
        if mark.family not in (CHINESE, CHINESE_BRACKET):
            return False
        if self.family is None:
            return mark.family == CHINESE and mark.number not in (1, self.running + 1)
        if self.family == mark.family:
            return mark.family == CHINESE and mark.number != self.number + 1
        return mark.family < self.family

    def _is_nested(self, mark: Mark) -> bool:
        """(1) below 1、, or a dash below it."""
        if self.family is None or self.plain or mark.family <= self.family:
            return False
        same_level = mark.number == self.number + 1 and mark.number > 1 and not self.nested
        return not same_level

    def _marked_next(self, index: int, other_than: int | None = None, first: bool = False) -> bool:
        """Whether the next line with words has a mark; with `first` the mark of a list's beginning."""
        for after, line in enumerate(self.lines[index + 1 :], index + 1):
            if line.text:
                mark = read_mark(line.text)
                if mark is None or after in self.heads:
                    return False
                return mark.family != other_than and (not first or mark.number <= 1)
        return False

    def _continues(self, text: str) -> bool:
        """Whether an unmarked line is the rest of the unmarked line above it."""
        before = self.found[-1].text if self.found else ""
        if not before or before.endswith(_STOPS) or read_when(before)[1] >= len(before):
            return False
        broken = before.endswith(tuple("，,、（(“和与的及")) or text.startswith(tuple("，,、）)”。；;"))
        return broken or (len(before) >= 2 * _WRAPPED and text.endswith(_STOPS) and not self.gap)

    def _wraps(self) -> bool:
        """Whether an unmarked line below a marked one belongs to it."""
        before = self.found[-1].text if self.found else ""
        if not self.gap:
            return True
        return not before.endswith(_STOPS) and len(before) >= _WRAPPED

    def _nest(self, text: str, mark: Mark) -> None:
        """Put a point behind the entry it belongs to: 读书活动：（1）发书；（2）征文."""
        self.nested += 1
        words = text[mark.end :].strip() if mark.family == BULLET else text
        last = self.found[-1]
        before = last.text.rstrip("；;。，,")
        stop = "" if before.endswith(("：", ":")) else "：" if self.nested == 1 else "；"
        self.found[-1] = replace(last, text=before + stop + words.rstrip("；;"))

    def _join(self, text: str) -> None:
        """Put a line behind the entry above it."""
        if not self.found:
            return
        last = self.found[-1]
        short = len(last.text) < _WRAPPED and last.text and last.text[-1] not in "，,、。；;：:！!（(“"
        stop = "，" if short and text[:1] not in "，,、）)”。；;" else ""
        self.found[-1] = replace(last, text=last.text + stop + text)

    def _close(self, line: Line) -> None:
        """The month list ends here, or another list begins."""
        self.head = None
        self.waiting = bool(_OTHERS.search(line.text))

    def _outside(self, line: Line, always: bool = False) -> None:
        """A line that belongs to no month: kept when it looks like an entry of the list."""
        mark = read_mark(line.text)
        if _TITLES.search(line.text) and len(line.text) <= 30:
            self.waiting = True
        elif mark and mark.family == CHINESE:
            self.waiting = bool(_OTHERS.search(line.text))
        elif (mark and self.waiting) or always:
            parts = split_run(line.text, mark) if mark else [line.text]
            kept = [part for part in parts if len(part) <= LONGEST and not is_signature(part)]
            self.found += [Found(part, None, line.number) for part in kept]


def _true_heads(lines: tuple[Line, ...]) -> dict[int, Head]:
    """Headings without the dates and the sentences that only look like one."""
    heads = read_heads(lines) or _title(lines)
    alone = any(not head.rest for head in heads.values())
    return {
        index: head
        for index, head in heads.items()
        if not (head.bare and not _opens(lines, index, heads))
        and not (alone and len(head.rest) > _PROSE and read_mark(head.rest) is None)
    }


def _title(lines: tuple[Line, ...]) -> dict[int, Head]:
    """The first title that names the month of the whole paper."""
    for index, line in enumerate(lines[:10]):
        head = read_title(line)
        if head:
            return {index: head}
    return {}


def _one_month_a_line(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """A text that lost its line breaks: every 三月份工作： behind a stop or a blank begins a line."""
    return tuple(
        replace(line, text=part.strip())
        for line in lines
        for part in (_INNER_HEAD.split(line.text) if line.text else [""])
    )


def _opens(lines: tuple[Line, ...], index: int, heads: dict[int, Head]) -> bool:
    """Whether entries follow a line that is nothing but year and month."""
    for after in range(index + 1, len(lines)):
        line = lines[after]
        if line.text:
            return after in heads or bool(len(line.text) <= LONGEST and not is_closing(line))
    return False


def _end(lines: tuple[Line, ...], first: int) -> int:
    """The line behind the last one of the plan: no signature, no date, nothing of the page around it."""
    last = len(lines)
    for index in range(first, len(lines)):
        if _RESIDUE.search(lines[index].text):
            last = index
            break
    while last > first + 1 and _is_tail(lines[last - 1].text):
        last -= 1
    return last


def _is_tail(text: str) -> bool:
    """Blank, signature, date or page number."""
    return not text or is_noise(text) or is_signature(text)


def _tight(text: str) -> str:
    """Folded, without blanks."""
    return re.sub(r"\s+", "", fold(text))
