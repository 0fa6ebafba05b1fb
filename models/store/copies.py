"""Looking at office files without opening them for work, and copies only when something has changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.kit.errors import Refused
from models.store import backup, history
from models.store.connection import DbError, connect


@dataclass(frozen=True)
class Described:
    """What one sees of a file before deciding. `size` is bytes, `last_at` ISO time."""

    path: Path
    name: str
    members: int
    vouchers: int
    head: int
    last_at: str
    last_title: str
    last_voucher: str  # "2026-11-记-003"; "" when there is none
    seal: str
    size: int


def describe(path: Path, *, check: bool = True) -> Described:
    """The counts and the last entries of a file; `check` reads it from end to end first. Raises `Refused`."""
    if not path.exists():
        raise Refused("找不到这份备份。", str(path), "请检查路径，或插上放备份的 U 盘。")
    if check:
        backup.inspect(path)
    db = connect(path, read_only=True)
    try:
        heads = history.heads(db, 1)
        last = db.execute(
            "select month, word, number from voucher where posted = 1 order by month desc, id desc limit 1"
        ).fetchone()
        return Described(
            path=path,
            name=db.execute("select value from setting where key = 'office_name'").fetchone()[0],
            members=db.execute("select count(*) from member").fetchone()[0],
            vouchers=db.execute("select count(*) from voucher where posted = 1").fetchone()[0],
            head=heads[0].seq if heads else 0,
            last_at=heads[0].at if heads else "",
            last_title=heads[0].title if heads else "",
            last_voucher=f"{last[0]}-{last[1]}-{last[2]:03d}" if last else "",
            seal=history.seal_code(db),
            size=path.stat().st_size,
        )
    except DbError as error:
        raise Refused("这个文件读不出来。", str(path), "请换一份备份。") from error
    finally:
        db.close()


def when_changed(path: Path, reason: str, folder: Path | None = None) -> Path | None:
    """A copy, unless the newest one there has everything already. Raises `Refused` as `backup.make` does."""
    folder = folder or backup.folder_of(path)
    last = last_entry(path)
    if any((copy.head, copy.hash) == last for copy in backup.listed(folder)):
        return None
    return backup.make(path, folder, reason=reason)


def last_entry(path: Path) -> tuple[int, str]:
    """Number and hash of the journal's last entry."""
    db = connect(path, read_only=True)
    try:
        row = db.execute("select seq, hash from journal_head order by seq desc limit 1").fetchone()
        return (row[0], row[1]) if row else (0, "")
    finally:
        db.close()


def free_place(live: Path, day: str) -> Path:
    """A name beside the live file for what is restored: 青禾中学_恢复_20261109.union."""
    place, number = live.with_name(f"{live.stem}_恢复_{day}{live.suffix}"), 2
    while place.exists():
        place, number = live.with_name(f"{live.stem}_恢复_{day}-{number}{live.suffix}"), number + 1
    return place
