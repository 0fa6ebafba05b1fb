"""The operation log on paper: who did what and when, for the audit committee."""

from __future__ import annotations

import sqlite3

from models.ledger.books import span_words
from models.report import As, Column, Paper, Report, Row


def operation_log(db: sqlite3.Connection, first: str, last: str) -> Report:
    """操作日志 of months `first` to `last`, in the order of the chain."""
    columns = (
        Column("序号", As.COUNT, 14),
        Column("时间", As.MARK, 36, size=8),
        Column("经办人", As.TEXT, 22),
        Column("做了什么", As.LONG, 72),
        Column("条数", As.COUNT, 12),
        Column("校验码", As.CODE, 36, size=8),
    )
    rows = [
        Row(
            (
                r["seq"],
                r["at"].replace("T", " "),
                r["actor_name"],
                r["title"],
                r["row_count"],
                _code(r["hash"]),
            )
        )
        for r in db.execute(
            "select seq, at, actor_name, title, row_count, hash from journal_head"
            " where substr(at, 1, 7) between ? and ? order by seq",
            (first, last),
        )
    ]
    return Report(
        "operation-log",
        "操作日志",
        columns,
        tuple(rows),
        period=span_words(first, last),
        measure="",
        total="",
        notes=(f"共 {len(rows)} 条。每一条都接着前一条计算校验码，改动任何一条都会被“检查账套”查出。",),
        signatures=("打印", "经审委员"),
        paper=Paper(row_height=6.4, head_height=8, text_size=8.5),
    )


def _code(hash_text: str) -> str:
    code = hash_text[:16].upper()
    return "-".join(code[index : index + 4] for index in range(0, 16, 4))
