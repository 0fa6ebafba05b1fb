"""What two lines have in common besides their amount: numbers of papers, and parts of names and words."""

from __future__ import annotations

import re
import unicodedata

from models.bank.records import Side

# Parts that stand in nearly every line and tell nothing apart.
_PLAIN_PARTS = (
    "工会 有限 限公 公司 银行 转账 付款 收款 支付 收入 支出 费用 学校 中学 小学 会委 委员 员会 经费 网银",
    "对公 汇款 往来 业务 交易 职工 教职",
)
_EVERYWHERE = frozenset(part for line in _PLAIN_PARTS for part in line.split())
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")
_LATIN = re.compile(r"[a-z]{3,}")
_NUMBER = re.compile(r"[0-9A-Z]*\d{3,}[0-9A-Z]*")
_YEAR = re.compile(r"(19|20)\d\d(\d\d){0,2}")
_SHORTEST = 4  # figures of a number that tells a paper


def tokens(line: Side) -> frozenset[str]:
    """Pairs of neighbouring characters of the words and the partner, and Latin words."""
    found: set[str] = set()
    for text in (line.words, line.partner):
        said = unicodedata.normalize("NFKC", text).casefold()
        for run in _CHINESE.findall(said):
            found.update(run[at : at + 2] for at in range(len(run) - 1))
        found.update(_LATIN.findall(said))
    return frozenset(found - _EVERYWHERE)


def numbers(*texts: str) -> frozenset[str]:
    """Numbers of papers in a text (cheque, receipt, serial), without leading zeros; no years and days."""
    found = set()
    for text in texts:
        for said in _NUMBER.findall(unicodedata.normalize("NFKC", text).upper()):
            bare = said.lstrip("0")
            if len(bare) >= _SHORTEST and not _YEAR.fullmatch(bare):
                found.add(bare)
    return frozenset(found)


def common(one: frozenset[str], other: frozenset[str]) -> str:
    """The first thing that both have, for showing."""
    both = one & other
    return min(both, key=lambda said: (-len(said), said)) if both else ""
