"""A list of asset cards that someone else kept: a foreign table → cards and problems."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.assets import actions, queries
from models.assets.records import AssetClass, AssetDraft
from models.intake import fields, headers, rows
from models.intake.cells import Book
from models.intake.fields import FieldSpec, Table
from models.intake.headers import Place
from models.kit.days import month_of, next_month
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger.imports import Bad
from models.store.journal import Change

ASSETS = Table(
    "assets",
    "固定资产卡片",
    (
        FieldSpec("number", "编号", ("资产编号", "卡片编号", "资产编码"), fields.CODE),
        FieldSpec("name", "名称", ("资产名称", "品名", "物品名称"), fields.TEXT),
        FieldSpec("class", "类别", ("资产类别", "分类", "资产分类"), fields.TEXT),
        FieldSpec("spec", "规格", ("规格型号", "型号"), fields.TEXT),
        FieldSpec("quantity", "数量", ("台数", "件数"), fields.COUNT),
        FieldSpec("cost", "原值", ("资产原值", "价值", "金额", "入账价值"), fields.MONEY),
        FieldSpec(
            "day", "取得日期", ("购置日期", "入账日期", "启用日期", "购入日期", "投入使用日期"), fields.DAY
        ),
        FieldSpec("life", "使用年限", ("年限", "预计使用年限", "折旧年限"), fields.TEXT),
        FieldSpec("before", "累计折旧", ("已提折旧", "累计已提折旧"), fields.MONEY),
        FieldSpec("place", "存放地点", ("地点", "使用地点", "位置"), fields.TEXT),
        FieldSpec("keeper", "保管人", ("使用人", "责任人", "保管员"), fields.TEXT),
        FieldSpec("how", "取得方式", ("来源", "增加方式"), fields.TEXT),
        FieldSpec("note", "备注", ("说明",), fields.TEXT),
    ),
    key_fields=("name", "cost"),
)

_KIND_WORDS = (
    ("软件", "软件"), ("车", "通用设备—车辆"), ("空调", "通用设备—空调和电器"),
    ("相机", "通用设备—影像和通信"),
    ("图书", "图书、档案"), ("家具", "家具"), ("用具", "用具、装具"), ("乐器", "专用设备—乐器"),
    ("文体", "专用设备—文体设备"), ("专用", "专用设备—文体设备"), ("房", "房屋及构筑物"),
    ("文物", "文物和陈列品"), ("通用", "通用设备"),
)  # fmt: skip


@dataclass(frozen=True)
class AssetPlan:
    """Cards of a file: what is new, what is there already, what can't be taken."""

    file: str
    new: tuple[AssetDraft, ...]
    same: int
    refused: tuple[Bad, ...]

    @property
    def cost_fen(self) -> int:
        """Σ 原值 of the new cards."""
        return sum(one.cost_fen for one in self.new)

    @property
    def before_fen(self) -> int:
        """Σ 累计折旧 of the new cards."""
        return sum(one.before_fen for one in self.new)


def plan_assets(
    db: sqlite3.Connection, book: Book, *, columns: Mapping[str, Place] | None = None, until: str = ""
) -> AssetPlan:
    """Cards of a file. `until` is the last month that its 累计折旧 covers; empty: the one before the book."""
    found = headers.find_tables(book, ASSETS, overrides=columns)
    reader = _Reader(db, until or next_month(_first_month(db), -1))
    for sheet, header in found.tables:
        for record in rows.read(sheet, header, ASSETS).records:
            reader.take(sheet.name, record)
    return AssetPlan(book.name, tuple(reader.new), reader.same, tuple(reader.bad))


def _first_month(db: sqlite3.Connection) -> str:
    return str(db.execute("select value from setting where key = 'first_month'").fetchone()[0])


class _Reader:
    """Takes line after line; a line with a problem is listed, never guessed."""

    def __init__(self, db: sqlite3.Connection, until: str) -> None:
        self.kinds = queries.classes(db)
        there = queries.assets(db)
        self.known = {one.number: (one.name, one.cost_fen) for one in there}
        self.alike = Counter((one.name, one.cost_fen, one.acquired_on) for one in there)
        self.until = until
        self.new: list[AssetDraft] = []
        self.bad: list[Bad] = []
        self.same = 0

    def take(self, sheet: str, record: rows.Record) -> None:
        """One line of the list."""
        said: dict[str, Any] = record.values
        if record.problems:
            self.bad.append(Bad(sheet, record.row, record.problems[0].what))
            return
        if not said.get("name") and not said.get("cost"):
            return
        try:
            draft = self._draft(said)
            known = self._is_known(draft)
        except Refused as no:
            self.bad.append(Bad(sheet, record.row, str(no)))
            return
        if known:
            self.same += 1
        else:
            self.known[draft.number] = draft.name, draft.cost_fen
            self.new.append(draft)

    def _is_known(self, draft: AssetDraft) -> bool:
        """Whether the card is there already: by its number, else a card of that name, cost and day."""
        if not draft.number:
            alike = draft.name, draft.cost_fen, draft.acquired_on
            self.alike[alike] -= 1
            return self.alike[alike] >= 0
        if draft.number not in self.known:
            return False
        if self.known[draft.number] != (draft.name, draft.cost_fen):
            name, cost_fen = self.known[draft.number]
            raise Refused(
                f"编号 {draft.number} 已经是“{name}”（{yuan(cost_fen)} 元），这一行写的是“{draft.name}”。",
                remedy="请换一个编号，或清空编号由程序编。",
            )
        return True

    def _draft(self, said: dict[str, Any]) -> AssetDraft:
        name, cost, day = said.get("name") or "", said.get("cost") or 0, said.get("day")
        if not name or cost <= 0:
            raise Refused("没有写名称，或原值不大于 0。", remedy="请补上再导入。")
        if not isinstance(day, date):
            raise Refused(f"{name} 没有取得日期。", remedy="折旧要从取得的月份算起，请补上。")
        kind = self._kind(said.get("class") or "", name)
        life = _life(said.get("life") or "", kind)
        before = _before(name, cost, said.get("before") or 0, month_of(day) <= self.until)
        quantity = said.get("quantity")
        if quantity is not None and quantity < 1:
            raise Refused(f"{name} 的数量要大于 0。", remedy="请核对数量，或删去这一行。")
        return AssetDraft(
            name, kind.id, cost, day, number=said.get("number") or "", spec=said.get("spec") or "",
            quantity=quantity or 1, how=_how(said.get("how") or ""), life_months=life,
            before_fen=before, before_to=self.until if month_of(day) <= self.until else "",
            place=said.get("place") or "", keeper=said.get("keeper") or "", note=said.get("note") or "",
        )  # fmt: skip

    def _kind(self, said: str, name: str) -> AssetClass:
        by_name = {one.name: one for one in self.kinds}
        if said in by_name:
            return by_name[said]
        for word, kind in _KIND_WORDS:
            if word in said and kind in by_name:
                return by_name[kind]
        raise Refused(
            f"{name} 的类别“{said}”认不出来。" if said else f"{name} 没有写类别。",
            remedy="请写成：" + "、".join(by_name) + "。",
        )


def _before(name: str, cost: int, before: int, old: bool) -> int:
    """累计折旧 that a card brings along: only one from before the book has any."""
    if not 0 <= before <= cost:
        what = "大于原值" if before > 0 else "是负数"
        raise Refused(f"{name} 的累计折旧{what}。", remedy="请核对这两列。")
    if before and not old:
        raise Refused(
            f"{name} 是启用以后取得的，累计折旧由程序计提。", remedy="请清空累计折旧，或核对取得日期。"
        )
    return before


_LIFE = re.compile(r"(\d{1,4})(?:\.(\d))?(年|个月|月)?")


def _life(said: str, kind: AssetClass) -> int | None:
    """Months: “6”, “6年” are years, “72个月” is months; empty or words: that of the class."""
    if not any(letter.isdecimal() for letter in said):
        return None
    found = _LIFE.fullmatch(re.sub(r"\s", "", said))
    if not found:
        raise Refused(f"使用年限“{said[:20]}”看不懂。", remedy="请写成 6 或 72个月。")
    tenths = int(found[1]) * 10 + int(found[2] or 0)
    as_months = "月" in (found[3] or "") or (not found[3] and tenths > 600)
    months = tenths // 10 if as_months else tenths * 12 // 10
    if kind.depreciated and not 1 <= months <= 1200:
        raise Refused(f"使用年限“{said[:20]}”不对。", remedy="请写成 6 或 72个月。")
    return months


def _how(said: str) -> str:
    if "捐" in said:
        return "donated"
    if "调" in said or "拨" in said:
        return "transferred"
    return "found" if "盘盈" in said else "bought"


def apply_assets(change: Change, plan: AssetPlan) -> int:
    """Keep the cards; refused as a whole when a line can't be taken. Returns how many were added."""
    if plan.refused:
        first = plan.refused[0]
        raise Refused(first.reason, f"{plan.file} › {first.sheet} › 第 {first.row} 行", "没有写入任何卡片。")
    for draft in plan.new:
        actions.add_card(change, draft)
    return len(plan.new)
