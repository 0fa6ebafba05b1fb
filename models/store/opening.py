"""Opening an office file: refuse what isn't one, help what is, never make an empty one by mistake."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from models.kit.errors import Refused
from models.store import schema
from models.store.connection import APPLICATION_ID, DbError, connect, unreadable

_MAGIC = b"SQLite format 3\x00"
_SYNCED = ("onedrive", "坚果云", "nutstore", "百度网盘", "baidunetdisk", "dropbox", "icloud")


def open_file(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """The open sequence, after `look_at`. Raises `Refused` for a foreign, newer or damaged file."""
    if not read_only:
        _keep_hot_journal(path)
    try:
        db = connect(path, read_only=read_only)
    except Refused as refusal:
        raise _with_backup(refusal, path) from refusal
    try:
        _check_identity(db, path)
        _check_whole(db, path)
        if db.execute("pragma user_version").fetchone()[0] < schema.VERSION:
            db.close()
            if read_only:
                raise Refused(
                    "账套是旧版本的，要先升级才能查看。", str(path), "请用程序打开一次，它会先备份再升级。"
                )
            from models.store import migrations  # only for an old file

            migrations.upgrade(path)
            db = connect(path)
        wrong = schema.differences(db)
        if wrong:
            raise Refused(
                "账套的保护规则被别的工具改动过：" + "、".join(wrong[:5]) + "。",
                str(path),
                _remedy(path),
            )
    except DbError as error:
        db.close()
        raise _damaged(path, error) from error
    except Refused:
        db.close()
        raise
    return db


def look_at(path: Path) -> None:
    """What can be told without SQLite. Raises `Refused` for a file that is missing, empty or foreign."""
    try:
        if path.is_dir():
            raise Refused("这是一个文件夹，不是账套文件。", str(path), "请选择以 .union 结尾的文件。")
        with path.open("rb") as file:
            head = file.read(16)
        size = path.stat().st_size
    except FileNotFoundError:
        raise Refused("找不到这个账套文件。", str(path), _remedy(path)) from None
    except OSError as error:
        raise Refused("账套文件读不出来。", str(path), "请检查有没有权限，或磁盘是否完好。") from error
    if size < 512:
        raise Refused("账套文件是空的，里面没有任何数据。", str(path), _remedy(path))
    if head != _MAGIC:
        raise Refused("这不是本程序的账套。", str(path), "请选择以 .union 结尾、由本程序建立的文件。")


def _check_identity(db: sqlite3.Connection, path: Path) -> None:
    if db.execute("pragma application_id").fetchone()[0] != APPLICATION_ID:
        raise Refused("这不是本程序的账套。", str(path), "请选择由本程序建立的 .union 文件。")
    version = db.execute("pragma user_version").fetchone()[0]
    if version > schema.VERSION:
        raise Refused(
            f"账套是更新的程序建立的（第 {version} 版，本程序到第 {schema.VERSION} 版）。",
            str(path),
            "请先升级程序；账套没有被改动。",
        )


def _check_whole(db: sqlite3.Connection, path: Path) -> None:
    """A copy that broke off: SQLite would go on reading what is there."""
    pages, size = (db.execute(f"pragma {name}").fetchone()[0] for name in ("page_count", "page_size"))
    if path.stat().st_size < pages * size:
        raise Refused("账套已损坏，后面缺了一段；程序没有改动它。", str(path), _remedy(path))


def _keep_hot_journal(path: Path) -> None:
    """A journal beside the file: a write was cut off. Keep both as they are, then let SQLite roll back."""
    hot = path.with_name(path.name + "-journal")
    if not hot.exists() or not hot.stat().st_size:
        return
    import shutil  # only after a crash

    folder = path.parent / "recover" / datetime.now().strftime("%Y%m%d-%H%M%S")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, folder)
        shutil.copy2(hot, folder)
    except OSError:
        return  # no room for the copy: rolling back is still the right thing


def _damaged(path: Path, error: sqlite3.Error) -> Refused:
    return _with_backup(unreadable(path, error), path)


def _with_backup(refusal: Refused, path: Path) -> Refused:
    """A damaged file: name the newest backup that there is."""
    return Refused(refusal.what, refusal.where, _remedy(path)) if "损坏" in refusal.what else refusal


def _remedy(path: Path) -> str:
    from models.store import backup  # only when something is wrong

    newest = backup.newest(path)
    return (
        f"最近一次备份：{newest}，请用“从备份恢复”打开它。"
        if newest
        else "请用“从备份恢复”，或选择正确的文件。"
    )


def place_warning(path: Path) -> str:
    """Why the place of a live office file is risky (share, stick, synchronised folder), or ""."""
    lowered = str(path.resolve()).lower()
    if any(name in lowered for name in _SYNCED):
        return "账套放在会自动同步的文件夹里，可能被另一台电脑覆盖。建议移到本机文件夹，只把备份放在这里。"
    if lowered.startswith("\\\\"):
        return "账套放在网络共享上，断网时可能损坏。建议复制到本机后打开。"
    return _drive_warning(path)


def _drive_warning(path: Path) -> str:
    """Windows: removable and mapped drives."""
    try:
        from ctypes import windll  # type: ignore[attr-defined,unused-ignore]
    except ImportError:
        return ""
    kind = windll.kernel32.GetDriveTypeW(path.resolve().anchor)
    if kind == 2:
        return "账套放在 U 盘上，拔出时可能损坏。建议复制到本机后打开，U 盘只放备份。"
    return "账套放在网络盘上，断网时可能损坏。建议复制到本机后打开。" if kind == 4 else ""
