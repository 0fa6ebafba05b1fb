"""新增事项 and 修改事项: what, when, who, where; by which day; moved, or given up with a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from models.calendar import actions, queries
from models.calendar.checks import problems
from models.calendar.modules import module_of
from models.calendar.records import DONE, PLANNED, STATES, WorkDraft, WorkItem
from models.kit.days import month_of, month_words, next_month
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.widgets.day_edit import DayEdit, MonthEdit
from ui.widgets.form import Field, Form
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.text_edits import ChoiceEdit, LongEdit

_NAMED = 14  # signs of a piece of work in a sentence


def short(content: str) -> str:
    """The work as a sentence names it: cut behind fourteen signs."""
    words = content.strip().rstrip("。；")
    return words if len(words) <= _NAMED else words[:_NAMED] + "…"


def add_work(
    context: Context, parent: QWidget | None, draft: WorkDraft, done: Callable[[int, str], None]
) -> FormDialog:
    """新增事项; the form begins with `draft`. `done(id, sentence)` after saving."""
    form = _form(draft.first_month, new=True)
    form.check_together = lambda values: dict(problems(_draft(values, draft)))

    def save(values: Mapping[str, Any]) -> None:
        entered = _draft(values, draft)
        with context.office.change(f"新增事项：{short(entered.content)}") as change:
            key = actions.add_item(change, entered)
        done(key, f"已新增“{short(entered.content)}”")

    made = FormDialog(context, parent, "新增事项", form, save, verb="新增", width=600)
    if form.use_drafts(context.drafts, "work-item:new"):
        form.show_values(_values(draft))
        form.restore_draft()
        made.say("上次填到一半的内容已经放回来了。")
    else:
        form.show_values(_values(draft))
    return made


def change_work(
    context: Context, parent: QWidget | None, key: int, done: Callable[[str], None]
) -> FormDialog:
    """修改事项, its state too."""
    item = queries.item(context.office.db, key)
    before = actions.draft_of(item)
    form = _form(item.first_month, new=False)
    form.check_together = lambda values: dict(problems(_draft(values, before)))

    def save(values: Mapping[str, Any]) -> None:
        entered = _draft(values, before)
        with context.office.change(f"修改事项：{short(entered.content)}") as change:
            actions.update_item(change, key, entered)
            on = values["done_on"] if values["state"] == DONE else None
            if values["state"] != item.state or on != item.done_on:
                actions.mark_item(change, key, values["state"], on)
        done(f"已修改“{short(entered.content)}”")

    facts = f"来自 {item.source}" if item.source else ""
    made = FormDialog(context, parent, "修改事项", form, save, width=600, facts=facts)

    def look() -> None:
        form.show_field("done_on", form.box("state").value() == DONE)

    form.show_values(_values(before) | {"state": item.state, "done_on": item.done_on})
    form.changed.connect(look)
    look()
    return made


def move_work(
    context: Context, parent: QWidget | None, items: list[WorkItem], done: Callable[[str], None]
) -> FormDialog:
    """移到别的月: a month, and a new day for a single piece of work."""
    first = items[0]
    target = next_month(first.first_month)
    fields = [Field("month", "移到", lambda: MonthEdit(target), required=True, width=180)]
    if len(items) == 1:
        fields.append(
            Field("day", "日期", lambda: DayEdit(target), hint="可以不写：不写就是那个月里", width=180)
        )
    form = Form(fields, label_width=56)

    def look() -> None:
        if len(items) == 1 and (month := form.box("month").value()):
            form.box("day").month = month

    def save(values: Mapping[str, Any]) -> None:
        with context.office.change(f"移动事项：{_named(items)}") as change:
            for item in items:
                actions.move_item(change, item.id, values["month"])
                if values.get("day"):
                    moved = actions.draft_of(queries.item(change.db, item.id))
                    actions.update_item(change, item.id, replace(moved, day=values["day"], last_day=None))
        done(f"已把{_named(items)}移到{month_words(values['month'])}")

    made = FormDialog(context, parent, f"移动{_named(items)}", form, save, verb="移动", width=460)
    made.field_of = lambda no: "day" if "日期" in no.what and len(items) == 1 else "month"
    form.show_values({"month": target})
    form.changed.connect(look)
    made.say(_consequence(items))
    return made


def drop_work(
    context: Context, parent: QWidget | None, items: list[WorkItem], done: Callable[[str], None]
) -> FormDialog:
    """不办了: it stays on record with the reason."""
    form = Form([Field("reason", "原因", hint="可以不写。例如：与期中考试冲突，并入下学期")], label_width=56)

    def save(values: Mapping[str, Any]) -> None:
        with context.office.change(f"不办了：{_named(items)}") as change:
            for item in items:
                actions.drop_item(change, item.id, values["reason"] or "")
        done(f"{_named(items)}已记为不办了")

    made = FormDialog(context, parent, f"{_named(items)}不办了", form, save, verb="不办了", width=500)
    made.say("会从行事历和打印件里去掉，原因记在备注里。左边点“不办了”可以看到，右键可以恢复。")
    return made


def _named(items: list[WorkItem]) -> str:
    return f"“{short(items[0].content)}”" if len(items) == 1 else f"这 {len(items)} 项"


def _consequence(items: list[WorkItem]) -> str:
    """What moving does to days."""
    if len(items) > 1:
        return "每一项占几个月，移动后还占几个月；不在新月份里的日期会去掉。"
    item = items[0]
    span = "" if item.first_month == item.last_month else "占几个月不变。"
    day = item.day or item.last_day
    return f"{span}原来的日期 {day.month}月{day.day}日 会去掉，可以在这里写新的。" if day else span


def _form(month: str, *, new: bool) -> Form:
    fields = [
        Field("content", "事项", lambda: LongEdit(lines=2), required=True, wide=True),
        Field("first_month", "月份", lambda: MonthEdit(month), required=True),
        Field("last_month", "到", lambda: MonthEdit(month), hint="跨月的事才写"),
        Field("day", "日期", lambda: DayEdit(month), hint="不写就是这个月里"),
        Field("last_day", "截止", lambda: DayEdit(month), hint="只写截止，就是“几日前”"),
        Field("who", "负责人"),
        Field("place", "地点"),
        Field("budget_fen", "预算(元)", MoneyEdit),
        Field("note", "备注"),
    ]
    if not new:
        fields += [
            Field(
                "state",
                "状态",
                lambda: ChoiceEdit([(k, v if k != "dropped" else "不办了") for k, v in STATES.items()]),
            ),
            Field("done_on", "完成日期", lambda: DayEdit(month), hint="不写就是今天"),
        ]
    form = Form(fields, columns=2, label_width=64)

    def follow() -> None:
        chosen = form.box("first_month").value() or month
        for key in ("day", "last_day", "last_month"):
            form.box(key).month = chosen

    form.changed.connect(follow)
    return form


def _values(draft: WorkDraft) -> dict[str, Any]:
    """What the form shows; a last month only when it is another one."""
    return {
        "content": draft.content,
        "first_month": draft.first_month,
        "last_month": draft.last_month if draft.last_month not in ("", draft.first_month) else None,
        "day": draft.day,
        "last_day": draft.last_day,
        "who": draft.who,
        "place": draft.place,
        "budget_fen": draft.budget_fen,
        "note": draft.note,
        "state": PLANNED,
    }


def _draft(values: Mapping[str, Any], before: WorkDraft) -> WorkDraft:
    """What was typed; the part of the work is guessed again when the words changed."""
    content = values["content"] or ""
    first = values["first_month"] or (month_of(values["day"]) if values["day"] else "")
    return WorkDraft(
        first_month=first,
        content=content,
        last_month=values["last_month"] or first,
        day=values["day"],
        last_day=values["last_day"],
        who=values["who"] or "",
        place=values["place"] or "",
        budget_fen=values["budget_fen"],
        module=before.module if content == before.content and before.module else module_of(content),
        note=values["note"] or "",
        source=before.source,
    )
