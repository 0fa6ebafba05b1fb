"""Old files become new ones: on a verified copy, in one transaction, then put in place.

"To add one": raise `schema.VERSION`, append a `Step` here that turns the version before into it
(plain SQL or sqlite-utils on the given database, never today's models), keep a file of the old
version in `tests/old_files/`. sqlite-utils' `transform` drops a table's triggers: end such a step
with `restore_triggers`.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from models.kit import disk
from models.kit.errors import Refused
from models.store import backup, schema
from models.store.connection import DbError, connect


@dataclass(frozen=True)
class Step:
    """From `version - 1` to `version`."""

    version: int
    title: str
    run: Callable[[sqlite3.Connection], None]


def _script(db: sqlite3.Connection, name: str) -> None:
    """Run `steps/<name>.sql`: the frozen SQL of one step."""
    text = (Path(__file__).parent / "steps" / f"{name}.sql").read_text(encoding="utf-8")
    db.execute("pragma legacy_alter_table = 1")  # a table that is laid anew keeps those that refer to it
    for statement in schema.statements(text):
        db.execute(statement)
    db.execute("pragma legacy_alter_table = 0")


STEPS: tuple[Step, ...] = (Step(2, "经费账簿：预算、银行、发票、资产、审批单", lambda db: _script(db, "v2")),)


def upgrade(path: Path, steps: tuple[Step, ...] | None = None, target: int | None = None) -> Path:
    """Bring a file up to `target`; returns the verified backup made before. The old file stays
    untouched until its migrated copy has passed every check."""
    steps = STEPS if steps is None else steps
    target = schema.VERSION if target is None else target
    kept = backup.make(path, reason="升级前", check=False)
    copy = path.with_name(path.name + ".upgrading")
    try:
        shutil.copy2(path, copy)
        _migrate(copy, steps, target)
        disk.flush(copy)
        disk.put(copy, path)
    except OSError as error:
        raise Refused(
            "账套升级没有成功，原来的文件没有动。", str(path), f"请检查磁盘空间。升级前的备份：{kept}"
        ) from error
    except DbError as error:
        raise Refused("账套升级没有成功，原来的文件没有动。", str(path), f"升级前的备份：{kept}") from error
    finally:
        disk.discard(copy)
    return kept


def _migrate(copy: Path, steps: tuple[Step, ...], target: int) -> None:
    db = connect(copy)
    try:
        before = _facts(db)
        version = db.execute("pragma user_version").fetchone()[0]
        db.execute("pragma foreign_keys = 0")
        db.execute("begin immediate")
        for step in steps:
            if version < step.version <= target:
                step.run(db)
                version = step.version
        if version != target:
            raise Refused(f"没有从第 {version} 版升级的办法。", copy.name, "请联系提供程序的人。")
        db.execute(f"pragma user_version = {target}")
        db.execute("commit")
        db.execute("pragma foreign_keys = 1")
        _check(db, before)
    finally:
        db.close()


def _facts(db: sqlite3.Connection) -> dict[str, object]:
    """What a migration must not change: the journal's head, and the sums of the ledger where it exists."""
    tables = {row[0] for row in db.execute("select name from sqlite_master where type = 'table'")}
    facts: dict[str, object] = {}
    if "journal_head" in tables:
        facts["head"] = tuple(db.execute("select count(*), max(hash) from journal_head").fetchone())
    if "voucher_line" in tables:
        facts["lines"] = tuple(
            db.execute("select count(*), sum(debit_fen), sum(credit_fen) from voucher_line").fetchone()
        )
    return facts


def _check(db: sqlite3.Connection, before: dict[str, object]) -> None:
    after = _facts(db)
    if any(after.get(name) != value for name, value in before.items()):
        raise Refused("升级后的数字和升级前不一样，已放弃升级。", remedy="原来的文件没有动。")
    if (
        db.execute("pragma integrity_check").fetchone()[0] != "ok"
        or db.execute("pragma foreign_key_check").fetchone()
    ):
        raise Refused("升级后的账套没有通过检查，已放弃升级。", remedy="原来的文件没有动。")
    wrong = schema.differences(db)
    if wrong:
        raise Refused("升级后的保护规则不完整：" + "、".join(wrong[:5]) + "。", remedy="原来的文件没有动。")


def restore_triggers(db: sqlite3.Connection, table: str) -> None:
    """Lay the triggers of a table again, as the current schema has them."""
    wanted = [text for text in schema.statements(schema.sql()) if text.lower().startswith("create trigger")]
    have = {row[0] for row in db.execute("select name from sqlite_master where type = 'trigger'")}
    for statement in wanted:
        words = statement.split()
        if words[2] not in have and f" on {table}" in " ".join(words):
            db.execute(statement)
