"""Headings as people write them, brought to the words that fields are known by."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from models.intake.fields import PLACE_WORDS, FieldSpec

EXACT = 100.0  # a heading that is a known word; each later synonym is worth half a point less
_ENDS, _STARTS, _WITHIN = 60.0, 45.0, 40.0
_UNSURE = 50.0  # a word that may mean the field and may mean something else
_SECOND = 39.0  # what is only taken when nothing better is there
_LONGEST = 18  # a longer text is a sentence, not a heading
_NUMBERING = re.compile(
    r"^(第?[\d一二三四五六七八九十]{1,3}[、.．:：)）]|[(（]\d{1,2}[)）]|q\d+[.、:：]?)\s*"
)
_BRACKETS = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]")
_ASKING = re.compile(r"^(请)?(填写|输入|选择|写下|提供)?(您|你|本人)?的?(所在的|所属的)?")
_ENDING = re.compile(r"[:：*＊?？。.、]+$")
_SUMS = ("合计", "小计", "总计")
# A heading with one of these speaks of somebody or something else than the row's person.
_OTHERS = re.compile(
    "配偶|家属|子女|孩子|紧急|父亲|母亲|监护|推荐人|介绍人|经办|审核|审批|制表|负责人|联系人|签字|签名|"
    "拼音|曾用名|英文|邀请|带队|代领|领取人|开户|是否|学生"
)


@lru_cache(maxsize=4096)
def normal(heading: str) -> str:
    """`"1、您的 姓名（必填）："` → "姓名"."""
    said = re.sub(r"\s+", "", unicodedata.normalize("NFKC", heading)).casefold()
    said = _ENDING.sub("", _NUMBERING.sub("", said))
    bare = _ENDING.sub("", _BRACKETS.sub("", said)) or said
    return _ASKING.sub("", bare) or bare


@lru_cache(maxsize=65_536)
def fit(heading: str, field: FieldSpec) -> float:
    """How well a heading names a field: 0 not at all, `EXACT` and a little below: it is one of its words."""
    said = normal(heading)
    if not said or (said in _places() and said not in _known(field.words)):
        return 0.0
    score = _fit(said, field)
    return min(score, _SECOND) if field.second and re.search(field.second, said) else score


def _fit(said: str, field: FieldSpec) -> float:
    """The same for a heading as `normal` writes it."""
    words, unsure = _known(field.words), _known(field.unsure)
    if said in unsure:
        return _UNSURE - unsure.index(said) * 0.1
    if said in words:
        return EXACT - words.index(said) * 0.5
    if len(said) > _LONGEST or _OTHERS.search(said) or (field.never and re.search(field.never, said)):
        return 0.0
    return max((_part(said, word) - index * 0.1 for index, word in enumerate(words)), default=0.0)


def is_unsure(heading: str, field: FieldSpec) -> bool:
    """Whether a heading is one of the words that may mean the field and may mean something else."""
    return normal(heading) in _known(field.unsure)


def is_counting(heading: str) -> bool:
    """Whether a column is only the list's own counting (序号)."""
    return normal(heading) in _places()


@lru_cache(maxsize=1024)
def _known(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a field in the writing of `normal`."""
    return tuple(dict.fromkeys(normal(word) for word in words))


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    """The words for a list's own counting."""
    return frozenset(normal(word) for word in PLACE_WORDS)


def _part(said: str, word: str) -> float:
    """What it is worth that a heading contains a word."""
    if len(word) < 2 or word not in said or word in _SUMS:  # 扣款合计: a sum of who knows what
        return 0.0
    place = _ENDS if said.endswith(word) else _STARTS if said.startswith(word) else _WITHIN
    return place + min(len(word), 9)
