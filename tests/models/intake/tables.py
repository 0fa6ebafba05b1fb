"""Tables like those of the rooms, for the tests of the import kit."""

from __future__ import annotations

from collections.abc import Sequence

from models.intake import fields as f
from models.intake.cells import Cell, Sheet
from models.intake.fields import FieldSpec, Table

NUMBER = FieldSpec("number", "工号", f.NUMBER_WORDS, f.CODE)
NAME = FieldSpec("name", "姓名", f.NAME_WORDS, f.NAME, required=True)
UNIT = FieldSpec("unit", "分工会", f.UNIT_WORDS, f.TEXT, filled=True)
DEPARTMENT = FieldSpec("department", "部门", f.DEPARTMENT_WORDS, f.TEXT, filled=True)

ROSTER = Table(
    "members",
    "花名册",
    (
        NUMBER,
        NAME,
        FieldSpec("sex", "性别", f.SEX_WORDS, f.SEX),
        FieldSpec("birth", "出生日期", f.BIRTH_WORDS, f.DAY),
        FieldSpec("id_number", "身份证号", f.ID_WORDS, f.ID, sensitive=True),
        DEPARTMENT,
        UNIT,
        FieldSpec("joined", "入会时间", f.JOINED_WORDS, f.DAY),
        FieldSpec("state", "状态", f.STATE_WORDS),
        FieldSpec("phone", "手机号", f.PHONE_WORDS, f.PHONE, sensitive=True),
        FieldSpec("note", "备注", f.NOTE_WORDS),
    ),
    ("name", "number"),
)
WAGES = Table(
    "wages",
    "工资表",
    (NUMBER, NAME, FieldSpec("base", "计费工资", f.BASE_WORDS, f.MONEY, required=True, added=True)),
    ("name", "number"),
)
DUES = Table(
    "dues",
    "会费代扣表",
    (NUMBER, NAME, DEPARTMENT, FieldSpec("amount", "会费", f.DUES_WORDS, f.MONEY, required=True)),
    ("name", "number"),
)


def sheet(*rows: Sequence[Cell], merged: tuple[tuple[int, int, int, int], ...] = ()) -> Sheet:
    """A sheet of these rows."""
    return Sheet("Sheet1", [list(row) for row in rows], merged=merged)
