"""The one module that opens the office file, so that every connection has the same pragmas."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

from models.kit.errors import Refused

APPLICATION_ID = 0x55474C31  # "UGL1"
DbError = sqlite3.Error
Connection = sqlite3.Connection

# Set and read back on every connection (reliability: sqlite3's defaults protect neither foreign
# keys nor REPLACE; EXTRA syncs the folder too, so an acknowledged voucher survives a power cut).
_PRAGMAS = {
    "foreign_keys": 1,
    "synchronous": 3,
    "recursive_triggers": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
    "mmap_size": 0,
    "temp_store": 2,
    "busy_timeout": 5000,
}


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A ready connection to an existing file. Never creates one."""
    uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"
    try:
        db = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        prepare(db)
    except DbError as error:
        raise unreadable(path, error) from error
    if read_only:
        db.execute("pragma query_only = 1")
    return db


def prepare(db: sqlite3.Connection) -> None:
    """Set the pragmas, read them back, and add the functions that the journal's SQL uses."""
    db.row_factory = sqlite3.Row
    for name, value in _PRAGMAS.items():
        db.execute(f"pragma {name} = {value}")
        got = db.execute(f"pragma {name}").fetchone()
        if got is None or got[0] != value:
            raise Refused(f"账套打不开：数据库设置 {name} 没有生效。", remedy="请重新安装程序后再试。")
    mode = db.execute("pragma journal_mode").fetchone()[0]
    if mode not in ("delete", "memory"):
        db.execute("pragma journal_mode = delete")
    db.create_function("seal_digest", 2, _digest, deterministic=True)


def _digest(salt: str, text: str) -> str:
    """What the journal keeps of a sealed row: enough to see a change, not the value."""
    return hashlib.sha256(f"{salt}\x1f{text}".encode()).hexdigest()[:32]


def unreadable(path: Path, error: sqlite3.Error) -> Refused:
    """The sentence for a file that SQLite can't work with."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return Refused(
            "账套正被其他程序占用。", str(path), "请先关掉占用它的程序（例如 DB Browser），再试一次。"
        )
    if "readonly" in text or "read-only" in text:
        return Refused(
            "账套是只读的，写不进去。", str(path), "请检查文件属性，或把它复制到本机硬盘后再打开。"
        )
    if "full" in text:
        return Refused("磁盘满了，这次没有写入任何内容。", str(path), "请腾出空间后再试一次。")
    if "unable to open" in text:
        return Refused("账套打不开。", str(path), "请检查文件还在不在、有没有权限。")
    return Refused("账套已损坏，程序没有改动它。", str(path), "请用“从备份恢复”打开最近一次备份。")


def canonical(db: sqlite3.Connection) -> str:
    """Path of the main database of a connection."""
    return str(db.execute("pragma database_list").fetchone()[2])
