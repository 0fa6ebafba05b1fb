"""The opened office file: read through `office.db`, write only through `office.change(title)`."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from models.kit import disk
from models.kit.errors import Refused
from models.store import lock, opening, schema
from models.store.connection import APPLICATION_ID, DbError, connect, in_words

if TYPE_CHECKING:
    from models.store.journal import Change

# The journal is imported by what needs it, so that a window can be shown before it is read.

SUFFIX = ".union"
ROLES = {
    "treasurer": "财务委员",
    "chair": "工会主席",
    "cashier": "出纳",
    "committee": "委员",
    "auditor": "经审委员",
    "viewer": "浏览",
}
_READ_ONLY_ROLES = frozenset({"auditor", "viewer"})


@dataclass(frozen=True)
class User:
    """Who is acting. `role` is a key of `ROLES`."""

    id: int
    name: str
    role: str

    @property
    def may_write(self) -> bool:
        """The audit committee and viewers look; they never enter anything."""
        return self.role not in _READ_ONLY_ROLES


class Office:
    """One open file, one connection, one actor. Use as a context manager."""

    def __init__(self, db: sqlite3.Connection, path: Path, actor: User, *, read_only: bool) -> None:
        self.db = db
        self.path = path
        self.actor = actor
        self.read_only = read_only
        self.listeners: list[Callable[[frozenset[str]], object]] = []
        self.clock: Callable[[], datetime] = datetime.now
        self._open_change = False

    @classmethod
    def open(cls, path: Path | str, actor: str = "", *, read_only: bool = False) -> Office:
        """Open an existing file as `actor` (a user's name; empty: the treasurer). Raises `Refused`.

        Writing takes the file's lock; within one process it may be taken again (background work).
        """
        path = Path(path)
        opening.look_at(path)
        if not read_only:
            lock.take(path)
        try:
            db = opening.open_file(path, read_only=read_only)
        except BaseException:
            if not read_only:
                lock.release(path)
            raise
        try:
            office = cls(db, path, _user(db, actor), read_only=read_only)
            office._complete()
            return office
        except BaseException as error:
            db.close()
            if not read_only:
                lock.release(path)
            if isinstance(error, DbError):
                raise in_words(error, path) from error
            raise

    def _complete(self) -> None:
        """Give a file of an older version what newer ones begin with, when someone opens it who may write."""
        ready = self.db.execute("select 1 from asset_class, levy_rule, bank_account limit 1").fetchone()
        if ready or self.read_only or not self.actor.may_write:
            return
        from models import setup

        with self.change("升级后补上起始数据") as change:
            setup.complete(change)
            change.final("这是新版本需要的起始数据。")

    @classmethod
    def create(cls, path: Path | str, name: str, from_month: str = "", actor: str = "财务委员") -> Office:
        """Make a new office file and open it. Never over an existing one.

        `from_month` is the first month of the book, "2026-01"; empty: January of this year.
        """
        from models import setup

        path = Path(path)
        if path.suffix != SUFFIX:
            path = path.with_name(path.name + SUFFIX)
        if not name.strip():
            raise Refused("还没有写单位名称。", remedy="请写上学校名称，例如：某某中学。")
        from_month = setup.first_month(from_month)
        _claim(path)
        office = None
        try:
            _lay(path)
            office = cls.open_new(path, actor)
            with office.change(f"建立账套：{name.strip()}") as change:
                setup.fill(change, name.strip(), from_month)
                change.final("这是账套的第一条记录。")
        except BaseException as error:
            if office is not None:
                office.close()
            disk.discard(path)
            if isinstance(error, DbError):
                raise in_words(error, path) from error
            raise
        return office

    @classmethod
    def open_new(cls, path: Path, actor: str) -> Office:
        """Open a file that has its tables but no user yet; the first change makes the user."""
        lock.take(path)
        try:
            return cls(connect(path), path, User(1, actor, "treasurer"), read_only=False)
        except BaseException:
            lock.release(path)
            raise

    def __enter__(self) -> Office:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection and give the lock back."""
        self.db.close()
        if not self.read_only:
            lock.release(self.path)
            self.read_only = True

    # -- what everyone asks ---------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The school's name, as typed."""
        return self.setting("office_name", "")

    @property
    def unit_name(self) -> str:
        """The union's full name, as printed after 编制单位."""
        return self.setting("unit_name", self.name)

    def setting(self, key: str, default: str = "") -> str:
        """One setting as text."""
        row = self.db.execute("select value from setting where key = ?", (key,)).fetchone()
        return row[0] if row else default

    def now(self) -> datetime:
        """The clock; tests replace `office.clock`."""
        return self.clock()

    def today(self) -> date:
        """The day of `now`."""
        return self.clock().date()

    @property
    def seal(self) -> str:
        """校验码 of the journal's head: "第1234条 A3F9-07C2-91BE-44D0"."""
        from models.store import history

        return history.seal_code(self.db)

    def users(self) -> list[User]:
        """The active users, in the order they were made."""
        return [
            User(*row)
            for row in self.db.execute("select id, name, role from user where active = 1 order by id")
        ]

    def asks_pin(self, user: User) -> bool:
        """Whether this user gives a PIN before sitting down."""
        row = self.db.execute("select pin from user where id = ?", (user.id,)).fetchone()
        return bool(row and row[0])

    # -- the one way to write -------------------------------------------------------------------

    @contextmanager
    def change(self, title: str) -> Iterator[Change]:
        """One transaction: committed, journalled and told to the listeners at the end, or nothing at all."""
        from models.store import journal

        self._may_write()
        change = journal.Change(self.db, title, (self.actor.id, self.actor.name), self.now())
        self._begin()
        try:
            yield change
            change.seal()
            self.db.execute("commit")
        except DbError as error:
            self._roll_back()
            raise journal.guarded(error, self.path) from error
        except UnicodeEncodeError as error:
            self._roll_back()
            raise Refused(
                "文字里有不完整的字符，没有写入任何内容。", remedy="请把这段文字重新输入一遍。"
            ) from error
        except BaseException:
            self._roll_back()
            raise
        finally:
            self._open_change = False
        if change.tables:
            self._tell(change.tables)

    def _tell(self, tables: frozenset[str]) -> None:
        """Tell the listeners. What is in the file stays there: a fault of one of them must not hide it."""
        for listener in list(self.listeners):
            try:
                listener(tables)
            except Exception as fault:  # noqa: BLE001  the boundary to the window; it is logged like any other
                sys.excepthook(type(fault), fault, fault.__traceback__)

    def _may_write(self) -> None:
        if self.read_only:
            raise Refused("账套是以只读方式打开的，不能写入。", remedy="请关掉另一个窗口后重新打开。")
        if not self.actor.may_write:
            role = ROLES[self.actor.role]
            who = role if self.actor.name == role else f"{self.actor.name}是{role}，"
            raise Refused(f"{who}只能查看，不能登记。", remedy="请换成经办人再登记。")
        if self._open_change:
            raise Refused("上一步还没有做完。", remedy="请等它做完再试。")

    def _begin(self) -> None:
        from models.store import journal

        try:
            self.db.execute("begin immediate")
        except DbError as error:
            raise journal.guarded(error, self.path) from error
        self._open_change = True

    def _roll_back(self) -> None:
        """After some errors SQLite has rolled back already; a second error must not hide the first."""
        with suppress(DbError):
            if self.db.in_transaction:
                self.db.execute("rollback")

    def undo(self) -> str:
        """Take the last change back; returns its title. Raises `Refused` with the reason when it can't be."""
        from models.store import history

        head = history.last_undoable(self.db)
        with self.change(f"撤销：{head.title}") as change:
            history.undo(change, head)
        return head.title

    def note_access(self, field: str, reason: str, member: int | None = None) -> None:
        """Log that a full number was looked at; outside the chain."""
        if self.read_only:
            return
        from models.store import journal

        try:
            journal.log_access(self.db, self.now(), self.actor.name, (member, field, reason))
        except DbError as error:
            raise in_words(error, self.path) from error


def _user(db: sqlite3.Connection, name: str) -> User:
    if name:
        row = db.execute("select id, name, role from user where name = ? and active = 1", (name,)).fetchone()
        if row is None:
            known = "、".join(r[0] for r in db.execute("select name from user where active = 1 order by id"))
            raise Refused(f"账套里没有叫“{name}”的用户。", remedy=f"现有用户：{known}。")
        return User(*row)
    query = "select id, name, role from user where active = 1 order by role <> 'treasurer', id limit 1"
    row = db.execute(query).fetchone()
    if row is None:
        raise Refused("账套里没有用户。", remedy="请从备份恢复。")
    return User(*row)


def _claim(path: Path) -> None:
    """Make the empty file, so that nobody else can; never over one that is there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.open("xb").close()
    except FileExistsError:
        raise Refused("那里已经有一个文件，不会覆盖它。", str(path), "请换一个文件名。") from None
    except OSError as error:
        raise Refused("这个文件夹写不进去。", str(path.parent), "请换一个文件夹。") from error


def _lay(path: Path) -> None:
    """The empty tables of the current version, in one transaction."""
    db = connect(path)
    try:
        db.execute(f"pragma application_id = {APPLICATION_ID}")
        db.execute("begin immediate")
        schema.create(db)
        db.execute(f"pragma user_version = {schema.VERSION}")
        db.execute("commit")
    finally:
        db.close()
