"""The one module that opens the office file, so that every connection has the same pragmas."""

from __future__ import annotations

import sqlite3
from pathlib import Path, PurePath

from models.kit.errors import Refused

APPLICATION_ID = 0x55474C31  # "UGL1"
DbError = sqlite3.Error
Connection = sqlite3.Connection

# Set and read back on every connection (reliability: sqlite3's defaults protect neither foreign
# keys nor REPLACE; EXTRA syncs the folder too, so an acknowledged voucher survives a power cut).
_PRAGMAS = {
    "busy_timeout": 5000,
    "foreign_keys": 1,
    "synchronous": 3,
    "recursive_triggers": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
    "mmap_size": 0,
    "temp_store": 2,
}


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A ready connection to an existing file. Never creates one."""
    place = uri(path, "ro" if read_only else "rw")
    try:
        db = sqlite3.connect(place, uri=True, isolation_level=None, check_same_thread=False)
    except DbError as error:
        raise unreadable(path, error) from error
    try:
        prepare(db)
        db.execute("pragma query_only = 1") if read_only else _roll_back_journal(db)
    except DbError as error:
        db.close()
        raise unreadable(path, error) from error
    except Refused:
        db.close()
        raise
    return db


def uri(path: PurePath, mode: str) -> str:
    """A file's address for SQLite: `mode` is "ro" or "rw". A Windows share has its server in the path."""
    said = path.as_uri() if path.is_absolute() else Path(path).absolute().as_uri()
    if not said.startswith("file:///"):
        said = "file:////" + said.removeprefix("file://")
    return f"{said}?mode={mode}"


def _roll_back_journal(db: sqlite3.Connection) -> None:
    """Another tool may have left the file with a write-ahead log; this program's files have none."""
    mode = db.execute("pragma journal_mode").fetchone()[0]
    if mode != "delete":
        mode = db.execute("pragma journal_mode = delete").fetchone()[0]
    if mode != "delete":
        raise Refused("账套打不开：日志方式改不回来。", remedy="请先关掉占用它的程序，再试一次。")


def prepare(db: sqlite3.Connection) -> None:
    """Set the pragmas, read them back, and add the functions that the journal's SQL uses."""
    db.row_factory = sqlite3.Row
    for name, value in _PRAGMAS.items():
        db.execute(f"pragma {name} = {value}")
        got = db.execute(f"pragma {name}").fetchone()
        if got is None or got[0] != value:
            raise Refused(f"账套打不开：数据库设置 {name} 没有生效。", remedy="请重新安装程序后再试。")
    db.create_function("seal_digest", 2, _digest, deterministic=True)


def _digest(salt: str, text: str) -> str:
    """What the journal keeps of a sealed row: enough to see a change, not the value."""
    import hashlib  # not for the first look at a file

    return hashlib.sha256(f"{salt}\x1f{text}".encode()).hexdigest()[:32]


# What SQLite's primary result codes mean for the person.
_SAID = {
    5: ("账套正被其他程序占用。", "请先关掉占用它的程序（例如 DB Browser），再试一次。"),
    6: ("账套正被其他程序占用。", "请先关掉占用它的程序（例如 DB Browser），再试一次。"),
    7: ("内存不够，这次没有写入任何内容。", "请关掉一些别的程序，再试一次。"),
    8: ("账套是只读的，写不进去。", "请检查文件属性，或把它复制到本机硬盘后再打开。"),
    10: ("磁盘读写出了错，这次没有写入任何内容。", "请检查磁盘，或 U 盘、网络盘是否还连着，再试一次。"),
    13: ("磁盘满了，这次没有写入任何内容。", "请腾出空间后再试一次。"),
    14: ("账套打不开。", "请检查文件还在不在、有没有权限。"),
}
_DAMAGED = ("账套已损坏，程序没有改动它。", "请用“从备份恢复”打开最近一次备份。")


def unreadable(path: Path | None, error: DbError) -> Refused:
    """The sentence for a file that SQLite can't work with."""
    what, remedy = _SAID.get(_code(error), _DAMAGED)
    return Refused(what, str(path or ""), remedy)


def in_words(error: Exception, path: Path | None = None) -> Exception:
    """A database error that the machine or another program caused, as a sentence; faults of this
    program, and all other errors, as they are."""
    garbled = isinstance(error, DbError) and "Could not decode" in str(error)  # bytes that are no text
    if isinstance(error, DbError) and (garbled or _code(error) in _SAID or _code(error) in (11, 26)):
        return unreadable(path, error)
    return error


def _code(error: DbError) -> int:
    """SQLite's primary result code; 1 for errors of the Python module."""
    return getattr(error, "sqlite_errorcode", 1) & 0xFF
