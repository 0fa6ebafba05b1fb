"""Changes of the statements room: words beside figures, publications, the superior's forms."""

from __future__ import annotations

from datetime import date

from models.kit.errors import Refused
from models.store.journal import Change

KINDS = {
    "disclosure": "经费收支公示",
    "budget": "预算公示",
    "final": "决算公示",
    "other": "其他公示",
}
_LONGEST = 4000


def write_words(change: Change, year: int, heading: str, words: str) -> None:
    """Keep what stands under a heading of the notes in a year; empty takes the computed words again."""
    words = words.strip()
    if len(words) > _LONGEST:
        raise Refused(f"文字有 {len(words)} 个字，最多 {_LONGEST} 个。", heading, "请写短一些。")
    row = change.db.execute(
        "select id from statement_words where year = ? and heading = ?", (year, heading)
    ).fetchone()
    if row and not words:
        change.delete("statement_words", row[0])
    elif row:
        change.update("statement_words", row[0], {"words": words})
    elif words:
        change.insert("statement_words", {"year": year, "heading": heading, "words": words})


def publish(
    change: Change, kind: str, period: str, days: tuple[date, date], place: str, *, note: str = ""
) -> int:
    """Record that something was shown: where, and from which day to which."""
    first, last = days
    if kind not in KINDS:
        raise Refused("没有这种公示。", remedy="请从列表里选。")
    if last < first:
        raise Refused("公示的结束日期早于开始日期。", "到", "请核对日期。")
    if not place.strip():
        raise Refused("还没有写公示地点。", "地点", "例如：教工之家公告栏。")
    row = {"kind": kind, "period": period, "day": first, "to_day": last}
    return change.insert("publication", {**row, "place": place.strip(), "note": note.strip()})


def hear(change: Change, key: int, objections: str) -> None:
    """Write down what was said during a publication; "无" when nothing was."""
    change.update("publication", key, {"objections": objections.strip()})


def drop_publication(change: Change, key: int) -> None:
    """Take a record away that was a mistake."""
    change.delete("publication", key)
