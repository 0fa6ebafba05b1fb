"""What rosters and wage lists may hold, and the words that offices use in them."""

from __future__ import annotations

from models.intake import fields, values
from models.intake.cells import Cell
from models.intake.fields import FieldSpec, Table
from models.intake.values import Parsed

# The words for each status; a list's own word that is none of them is asked about.
STATUS_WORDS: dict[str, tuple[str, ...]] = {
    "working": (
        *("在职", "在岗", "在编", "在册", "正式", "在校", "在编在岗", "在职在岗", "在编在职", "聘用", "编外"),
        *(
            "合同制",
            "合同",
            "人事代理",
            "备案制",
            "劳务派遣",
            "派遣",
            "试用",
            "新入会",
            "会员",
            "正常",
            "借调",
        ),
        *("产假", "病休", "长病假", "病假", "挂职", "支教", "进修", "援疆", "援藏"),
    ),
    "retired": ("退休", "已退休", "退", "离休", "离退休", "退休人员", "退休返聘", "退休会员"),
    "kept": ("保留会籍", "停薪留职", "保留", "内退", "待岗", "下岗"),
    "left": ("离开", "离职", "调出", "调离", "转出", "退会", "辞职", "已离职", "已调出", "解聘", "辞退"),
    "dead": ("去世", "死亡", "已故", "病故", "亡故"),
}
_KNOWN = {word: status for status, words in STATUS_WORDS.items() for word in words}


def status(cell: Cell) -> Parsed:
    """A status as a key of `STATUSES`."""
    said = values.plain(values.text(cell).value)
    if not said:
        return values.EMPTY
    found = status_of(said)
    return Parsed(found) if found else Parsed(problem=f"认不出状态“{said}”。")


def status_of(said: str) -> str:
    """The status a word or heading names ("退休教师"), "" when it names none."""
    bare = said.removesuffix("教师").removesuffix("教职工").removesuffix("职工").removesuffix("人员")
    return _KNOWN.get(said) or _KNOWN.get(bare, "")


def _words(said: str) -> tuple[str, ...]:
    return tuple(said.split())


_YES_NO = values.choice(
    {"是": ("已退休", "退休", "√", "✓", "Y", "已退", "1"), "否": ("未退休", "在职", "N", "未退", "×", "0")}
)

_IS_MEMBER = values.choice(
    {
        "是": ("会员", "已入会", "已入", "入会", "√", "✓", "Y", "1"),
        "否": ("非会员", "未入会", "未入", "不是", "N", "×", "0"),
    }
)
_IS_MEMBER_HEADS = _words("是否入会 是否工会会员 是否为工会会员 是否加入工会 是否参加工会 是否已入会 入会否")
_STATUS_HEADS = _words("人员情况 在职与否 现状 在职/退休 在职退休 在职或退休 在岗/退休")
_HIRED_WORDS = _words(
    "来校日期 进校时间 入校时间 入职时间 入职日期 到校时间 进校年月 来校年月 到岗时间 调入时间"
)
_KIND_WORDS = _words("人员类别 编制类别 岗位类型 岗位性质 编制 编制性质 用工形式 用工性质 人员性质")

MEMBERS = Table(
    "members",
    "会员花名册",
    (
        FieldSpec("number", "工号", fields.NUMBER_WORDS, fields.CODE),
        FieldSpec("name", "姓名", fields.NAME_WORDS, fields.NAME, required=True),
        FieldSpec("sex", "性别", fields.SEX_WORDS, fields.SEX),
        FieldSpec("birth", "出生日期", fields.BIRTH_WORDS, fields.DAY),
        FieldSpec("id_number", "身份证号", fields.ID_WORDS, fields.ID, sensitive=True),
        FieldSpec("department", "部门", fields.DEPARTMENT_WORDS, filled=True),
        FieldSpec("unit", "分工会", fields.UNIT_WORDS, filled=True),
        FieldSpec(
            "status",
            "状态",
            (*(word for word in fields.STATE_WORDS if word != "人员类别"), *_STATUS_HEADS),
            status,
        ),
        FieldSpec("is_member", "是否会员", _IS_MEMBER_HEADS, _IS_MEMBER),
        FieldSpec("retired", "是否退休", _words("退休否 退休与否"), _YES_NO),
        FieldSpec("retired_on", "退休时间", _words("退休日期 退休年月 离退休时间"), fields.DAY),
        FieldSpec("joined", "入会时间", fields.JOINED_WORDS, fields.DAY),
        FieldSpec("hired", "来校时间", _HIRED_WORDS, fields.DAY),
        FieldSpec("phone", "手机号", fields.PHONE_WORDS, fields.PHONE, sensitive=True),
        FieldSpec("position", "职务", _words("行政职务 现任职务 担任职务 岗位 工作岗位 任教学科")),
        FieldSpec("title", "职称", _words("专业技术职务 技术职称 职称等级 专业技术职称 现有职称 职称名称")),
        FieldSpec("education", "学历", _words("最高学历 文化程度 学历层次 全日制学历")),
        FieldSpec("political", "政治面貌", _words("政治面目 党派 政治身份")),
        FieldSpec("ethnic", "民族", ("族别",)),
        FieldSpec("post_kind", "岗位类别", _KIND_WORDS),
        FieldSpec("bank_card", "银行卡号", _words("工资卡号 银行账号 银行卡 工资卡 卡号 收款账号 银行卡账号"),
                  fields.CODE, sensitive=True),
        FieldSpec("address", "住址", _words("家庭住址 现住址 家庭地址 通讯地址 地址 居住地址 住址(详细)"),
                  sensitive=True),
        FieldSpec("note", "备注", fields.NOTE_WORDS),
    ),
)  # fmt: skip

WAGES = Table(
    "wages",
    "工资基数表",
    (
        FieldSpec("number", "工号", fields.NUMBER_WORDS, fields.CODE),
        FieldSpec("name", "姓名", fields.NAME_WORDS, fields.NAME),
        FieldSpec("unit", "部门", (*fields.UNIT_WORDS, *fields.DEPARTMENT_WORDS), filled=True),
        FieldSpec("id_number", "身份证号", fields.ID_WORDS, fields.ID, sensitive=True),
        FieldSpec(
            "post_pay", "岗位工资", _words("岗位工资标准 岗位 职务工资 岗资"), fields.MONEY, added=True
        ),
        FieldSpec(
            "grade_pay", "薪级工资", _words("薪级工资标准 薪级 级别工资 薪资"), fields.MONEY, added=True
        ),
        FieldSpec(
            "base",
            "计费工资",
            fields.BASE_WORDS,
            fields.MONEY,
            added=True,
            unsure=fields.GROSS_WORDS,
            sure_with=("post_pay", "grade_pay"),
            never="绩效|会费|公积金|保险|社保|医保|养老|失业|工伤|年金|个税|实发|补贴|津贴|奖",
        ),
        FieldSpec("note", "备注", fields.NOTE_WORDS),
    ),
    key_fields=("base", "post_pay"),
)
