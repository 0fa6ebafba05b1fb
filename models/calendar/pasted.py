"""Text as people paste it from web pages, Word and PDF, made plain line by line."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

CJK = "\u3400-\u9fff"
_PINYIN = "a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ"
# A copy guard of some pages puts the pinyin after a character: 專業(yè)學(xué)校.
_GUARD = re.compile(rf"(?<=[{CJK}])[(（][{_PINYIN}]{{1,6}}[)）]")
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"), None)
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u3000\u2002\u2003\u2009\u202f"), " ")
# The private signs are bullets of Word's symbol fonts.
_BULLETS = dict.fromkeys(map(ord, "\uf06c\uf0b7\uf06e\uf075\uf0d8\uf0fc\u2022\u25cf\u25aa"), "•")
_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLDED |= {ord(sign): ord("-") for sign in "‐‑‒–—―−－~～〜"}
_FOLDED |= {ord("【"): ord("["), ord("】"): ord("]"), ord("〔"): ord("("), ord("〕"): ord(")")}
_FOLDED |= {ord("〖"): ord("["), ord("〗"): ord("]"), ord("　"): ord(" "), ord("．"): ord(".")}


@dataclass(frozen=True)
class Line:
    """One line of a plan."""

    number: int  # 1-based, as the person's editor counts
    text: str  # without marks of emphasis, ends trimmed
    title: bool = False  # marked as a heading (#) in the source


def read_lines(text: str) -> tuple[Line, ...]:
    """The lines of a pasted text; blank ones stay, because they part paragraphs."""
    plain = clean(text)
    return tuple(_line(number, part) for number, part in enumerate(plain.split("\n"), 1))


def clean(text: str) -> str:
    """Full-width letters and digits made narrow, unseen signs, odd blanks and the pinyin guard taken out.

    Chinese punctuation stays as it is, line breaks become "\\n".
    """
    plain = re.sub(r"\r\n?|\u2028|\u2029|\v|\f", "\n", text)
    plain = plain.translate(_UNSEEN).translate(_BLANKS).translate(_BULLETS)
    plain = re.sub(r"[\u2f00-\u2fdf\u2488-\u249b\u2474-\u2487０-９Ａ-Ｚａ-ｚ]", _compatible, plain)
    return _GUARD.sub("", plain)


def fold(text: str) -> str:
    """The same text, character by character, with narrow punctuation: for finding structure."""
    return text.translate(_FOLDED)


def close_up(text: str) -> str:
    """Blanks inside words removed where every character stands apart (三 月 工 作); runs become one blank."""
    plain = re.sub(r"[ \t]+", " ", text).strip()
    apart = len(re.findall(rf"[{CJK}] (?=[{CJK}])", plain))
    together = len(re.findall(rf"[{CJK}](?=[{CJK}])", plain))
    if apart >= 2 and apart > together:
        return re.sub(rf"(?<=[{CJK}\d“《]) (?=[{CJK}\d”》：:、，。；])", "", plain)
    return plain


def _line(number: int, text: str) -> Line:
    """Marks of emphasis and quotation off; # says that it was a heading."""
    plain = re.sub(r"\*\*|__|`|<br\s*/?>", "", text.strip(" ")).strip(" ")
    plain = re.sub(r"\\(?=[.\-*_#()+>])", "", plain)
    sharp = re.match(r"(?:>\s*)*#{1,6}\s*", plain)
    if sharp:
        return Line(number, plain[sharp.end() :].strip(" #*"), title=True)
    return Line(number, re.sub(r"^>\s*", "", plain))


def _compatible(found: re.Match[str]) -> str:
    """⽉ → 月, ⒈ → 1., ⑴ → (1), １ → 1."""
    return unicodedata.normalize("NFKC", found.group())
