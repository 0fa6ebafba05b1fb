"""Verified copies of the office file: made beside it or on a stick, rotated, restored beside it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from models.kit import disk
from models.kit.errors import Refused
from models.store.connection import APPLICATION_ID, DbError, connect, prepare, unreadable, uri

_INDEX = "backup.index.jsonl"
_PAUSE, _WAITS = 0.25, 20  # seconds between two tries while another program holds the file, and how many
_RECENT, _DAYS, _WEEKS, _MONTHS = 12, 30, 12, 36


@dataclass(frozen=True)
class Copy:
    """One line of the index. `head` is the journal's last number, `hash` its code."""

    file: str
    at: str
    reason: str
    sha256: str
    size: int
    vouchers: int
    members: int
    head: int
    hash: str


def folder_of(path: Path) -> Path:
    """Where an office file's backups lie by default."""
    return path.with_name(path.stem + "-备份")


def make(path: Path, folder: Path | None = None, *, reason: str = "手动", check: bool = True) -> Path:
    """A verified copy of the office file; returns its path. Raises `Refused`; older copies stay then.

    `check=False` skips the comparison of the journal (files of older versions).
    """
    folder = folder or folder_of(path)
    now = datetime.now()
    part = folder / f".{path.stem}_{now:%Y%m%d-%H%M%S}-{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _copy(path, part)
        facts = _facts_of_copy(path, part) if check else _plain_facts(part)
        _same_head(path, facts, check)
        digest = _sha256(part)
        disk.flush(part)
        target = _free_name(folder, f"{path.stem}_{now:%Y%m%d-%H%M%S}", path.suffix)
        at, size = now.isoformat(timespec="seconds"), part.stat().st_size
        _note(folder, Copy(target.name, at, reason, digest, size, *facts))
        disk.put(part, target)
    except OSError as error:
        raise Refused(
            "备份没有成功，以前的备份都还在。", str(folder), "请检查磁盘空间和 U 盘是否插好。"
        ) from error
    except DbError as error:
        raise _not_copied(error, path, folder) from error
    finally:
        disk.discard(part)
    rotate(folder)
    return target


def _not_copied(error: DbError, path: Path, folder: Path) -> Refused:
    """A copy that SQLite broke off: for want of room or a lock, or because the live file is damaged."""
    known = unreadable(path, error)
    if "损坏" in known.what:
        return Refused("备份没有成功：账套读不完整。", str(path), "以前的备份都还在，请先检查账套。")
    what = known.what.removesuffix("。").replace("，这次没有写入任何内容", "")
    return Refused(f"备份没有成功：{what}。以前的备份都还在。", str(folder), known.remedy)


def _facts_of_copy(path: Path, part: Path) -> tuple[int, int, int, str]:
    """The copy's counts; a copy that doesn't pass tells that the office itself is damaged."""
    try:
        return inspect(part)
    except Refused as refusal:
        what = "账套没有通过检查，没有做这份备份；以前的备份都还在。"
        raise Refused(what, str(path), f"查到的是：{refusal.what}请用“检查账套”看详细情况。") from refusal


def _free_name(folder: Path, stem: str, suffix: str) -> Path:
    candidate, number = folder / f"{stem}{suffix}", 2
    while candidate.exists():
        candidate, number = folder / f"{stem}-{number}{suffix}", number + 1
    return candidate


def _copy(source: Path, part: Path) -> None:
    part.unlink(missing_ok=True)
    live = connect(source, read_only=True)
    try:
        copy = sqlite3.connect(part)
        try:
            live.backup(copy, progress=_patience(source), sleep=_PAUSE)
        finally:
            copy.close()
    finally:
        live.close()


def _patience(source: Path) -> Callable[[int, int, int], None]:
    """SQLite would wait for ever while another tool holds the file; this ends it after some seconds."""
    waits = count()

    def look(status: int, _remaining: int, _total: int) -> None:
        if status in (5, 6) and next(waits) >= _WAITS:
            raise Refused(
                "备份没有成功：账套正被其他程序占用。", str(source), "请先关掉占用它的程序，再备份一次。"
            )

    return look


def inspect(path: Path) -> tuple[int, int, int, str]:
    """Check a copy from end to end: (vouchers, members, journal number, its hash). Raises `Refused`."""
    db = sqlite3.connect(uri(path, "ro"), uri=True, isolation_level=None)
    try:
        prepare(db)
        if db.execute("pragma application_id").fetchone()[0] != APPLICATION_ID:
            raise Refused("这不是本程序的备份。", str(path), "请选择由本程序做的备份文件。")
        if db.execute("pragma integrity_check").fetchone()[0] != "ok":
            raise Refused("备份文件损坏了。", str(path), "请换一份备份。")
        if db.execute("pragma foreign_key_check").fetchone():
            raise Refused("备份文件里的记录互相对不上。", str(path), "请换一份备份。")
        unbalanced = db.execute("select sum(debit_fen) <> sum(credit_fen) from month_sum").fetchone()[0]
        if unbalanced:
            raise Refused("备份文件里的账不平。", str(path), "请换一份备份。")
        return _counts(db)
    except DbError as error:
        raise Refused("备份文件损坏了，读不出来。", str(path), "请换一份备份。") from error
    finally:
        db.close()


def _counts(db: sqlite3.Connection) -> tuple[int, int, int, str]:
    vouchers = db.execute("select count(*) from voucher where posted = 1").fetchone()[0]
    members = db.execute("select count(*) from member").fetchone()[0]
    row = db.execute("select seq, hash from journal_head order by seq desc limit 1").fetchone()
    return (vouchers, members, row[0], row[1]) if row else (vouchers, members, 0, "")


def _plain_facts(path: Path) -> tuple[int, int, int, str]:
    db = sqlite3.connect(path)
    try:
        if db.execute("pragma integrity_check").fetchone()[0] != "ok":
            raise Refused("账套已损坏，不能升级。", str(path), "请从备份恢复。")
        return (0, 0, 0, "")
    finally:
        db.close()


def _same_head(path: Path, facts: tuple[int, int, int, str], check: bool) -> None:
    """The copy ends where the live journal ended, or later changes came in meanwhile."""
    if not check:
        return
    db = connect(path, read_only=True)
    try:
        row = db.execute("select hash from journal_head where seq = ?", (facts[2],)).fetchone()
    finally:
        db.close()
    if facts[2] and (row is None or row[0] != facts[3]):
        raise Refused("备份和账套对不上，没有保留这份备份。", str(path), "请再备份一次。")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _note(folder: Path, copy: Copy) -> None:
    """One line more, in one write; a line that an earlier write left half is ended first."""
    index = folder / _INDEX
    before = index.read_bytes()[-1:] if index.exists() else b""
    line = ("" if before in (b"", b"\n") else "\n") + json.dumps(asdict(copy), ensure_ascii=False) + "\n"
    with index.open("ab") as file:
        file.write(line.encode())
        file.flush()
        os.fsync(file.fileno())


def listed(folder: Path) -> list[Copy]:
    """The copies that are still there, the last made first: by their lines in the index, as a clock may
    go back. Damaged lines are passed over."""
    try:
        lines = (folder / _INDEX).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    found = {copy.file: copy for copy in map(_read_line, lines) if copy is not None}
    return [copy for copy in reversed(found.values()) if (folder / copy.file).exists()]


def _read_line(line: str) -> Copy | None:
    """A line of the index; None when it isn't one, or names a file elsewhere."""
    try:
        copy = Copy(**json.loads(line))
        datetime.fromisoformat(copy.at)
        inside = Path(copy.file).name == copy.file
        numbers = (copy.vouchers, copy.members, copy.head, copy.size)
    except (ValueError, TypeError):
        return None
    return copy if inside and all(type(number) is int for number in numbers) else None


def newest(path: Path) -> Path | None:
    """The newest copy of an office file in its default folder."""
    copies = listed(folder_of(path))
    return folder_of(path) / copies[0].file if copies else None


def rotate(folder: Path) -> list[str]:
    """Thin out old copies: 12 latest, one a day for 30 days, a week for 12 weeks, a month for 36 months;
    those made before a year end or an upgrade stay. Nothing goes while the newest has fewer vouchers
    than one that would go. Returns the names of the files that went."""
    copies = listed(folder)
    if not copies:
        return []
    keep = _kept(copies)
    gone = []
    for copy in copies:
        if copy.file in keep or copy.vouchers > copies[0].vouchers:
            continue
        disk.discard(folder / copy.file)
        gone.append(copy.file)
    return gone


def _kept(copies: list[Copy]) -> set[str]:
    keep = {copy.file for copy in copies[:_RECENT]}
    keep |= {copy.file for copy in copies if "年结" in copy.reason or "升级" in copy.reason}
    now = datetime.fromisoformat(copies[0].at)
    for form, span in (
        ("%Y-%m-%d", timedelta(days=_DAYS)),
        ("%G-%V", timedelta(weeks=_WEEKS)),
        ("%Y-%m", timedelta(days=31 * _MONTHS)),
    ):
        seen: set[str] = set()
        for copy in copies:
            at = datetime.fromisoformat(copy.at)
            mark = at.strftime(form)
            if now - at <= span and mark not in seen:
                seen.add(mark)
                keep.add(copy.file)
    return keep


def restore(copy: Path, to: Path) -> tuple[int, int, int, str]:
    """Put a checked copy at a new place; never over a file that is there. Returns its counts as `inspect`."""
    if not copy.exists():
        raise Refused("找不到这份备份。", str(copy), "请检查路径，或插上放备份的 U 盘。")
    if to.exists():
        raise Refused("那里已经有一个文件，不会覆盖它。", str(to), "请换一个文件名。")
    facts = inspect(copy)
    part = to.with_name("." + to.name + ".part")
    try:
        digest = _as_noted(copy)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(copy, part)
        disk.flush(part)
        if _sha256(part) != digest:
            raise Refused("恢复时写出的文件不完整。", str(to), "请检查磁盘后再试一次。")
        if to.exists():
            raise Refused("那里已经有一个文件，不会覆盖它。", str(to), "请换一个文件名。")
        disk.put(part, to)
    except OSError as error:
        raise Refused(
            "恢复没有成功，原来的文件都没有动。", str(to), "请检查磁盘空间和文件夹权限。"
        ) from error
    finally:
        disk.discard(part)
    return facts


def _as_noted(copy: Path) -> str:
    """The SHA-256 of a copy. Refused when the index beside it says another one: bits may have turned."""
    digest = _sha256(copy)
    noted = next((one.sha256 for one in listed(copy.parent) if one.file == copy.name), digest)
    if digest != noted:
        raise Refused("这份备份和备份时不一样，可能损坏了，或者被改动过。", str(copy), "请换一份备份。")
    return digest
