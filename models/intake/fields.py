"""What a foreign table may hold: fields with the words that offices head their columns with."""

from __future__ import annotations

from dataclasses import dataclass

from models.intake import values
from models.intake.values import Parse, choice

TEXT, NAME, CODE, MONEY = values.text, values.name, values.code, values.amount
DAY, MONTH, ID, PHONE, COUNT = values.day, values.month, values.id_number, values.phone, values.count
CHOICE = choice


def _words(said: str) -> tuple[str, ...]:
    """The words of a line, one by one."""
    return tuple(said.split())


# Words in the order of preference: of two columns that fit, the earlier word wins.
NAME_WORDS = _words(
    "姓名 教师姓名 教职工姓名 职工姓名 会员姓名 员工姓名 人员姓名 教工姓名 名字 会员 教师 职工 教职工 "
    "收款人姓名 缴费人 参加人 报名人"
)
NUMBER_WORDS = _words(
    "工号 教工号 职工号 教职工号 员工号 员工编号 人员编号 职工编号 教师编号 教职工编号 教工编号 "
    "职工代码 人员代码 工资号 工资编号 工会编号 会员编号 会员号 会员证号 一卡通号"
)
UNIT_WORDS = _words(
    "分工会 所属分工会 所在分工会 分会 工会小组 所属工会小组 所在工会小组 所属工会 基层工会 "
    "分工会名称 小组 工会组"
)
DEPARTMENT_WORDS = _words(
    "部门 所在部门 所属部门 部门名称 工作部门 科室 处室 所在科室 教研组 系部 院系 组别 所在单位 单位 "
    "工作单位 年级组 学科组"
)
DUES_WORDS = _words(
    "代扣会费 实扣会费 实缴会费 实收会费 实交会费 已扣会费 已缴会费 "
    "实扣金额 实扣 本月扣款 扣款金额 扣会费 工会会费 会费 会员会费 代扣工会会费 "
    "扣工会费 工会费 缴纳金额 缴费金额 实缴金额 实缴 实收金额 实发扣款 扣款 金额 应扣会费 应扣金额 "
    "应扣 应缴会费 应缴金额 合计"
)
BASE_WORDS = _words(
    "计费工资 计缴基数 会费基数 缴费基数 工资基数 计费基数 基数 岗位工资+薪级工资 岗位薪级合计 "
    "基本工资 合计 工资合计 小计 应发合计 应发工资"
)
GROSS_WORDS = _words("合计 工资合计 小计 应发合计 应发工资")  # of these the base is only a part, as a rule
ID_WORDS = _words("身份证号码 身份证号 身份证 公民身份号码 证件号码 证件号 身份号码 居民身份证号")
PHONE_WORDS = _words("手机号 手机号码 手机 移动电话 联系电话 联系方式 电话 电话号码 本人电话 联系手机")
SEX_WORDS = ("性别",)
BIRTH_WORDS = _words("出生日期 出生年月 出生年月日 生日 出生时间 出生")
JOINED_WORDS = _words("入会时间 入会日期 入会年月 加入工会时间 加入工会日期 何时入会 参加工会时间")
STATE_WORDS = _words("人员状态 会员状态 状态 在职状态 人员类别 会籍状态 在岗状态 在职情况")
NOTE_WORDS = _words("备注 说明 备注说明 附注")
MONTH_WORDS = _words("扣款月份 所属月份 缴费月份 扣缴月份 缴纳月份 所属期 费款所属期 年月 期间")
PLACE_WORDS = _words("序号 编号 顺序号 No No. 行号 序")

SEX = choice({"男": ("男性", "M", "先生"), "女": ("女性", "F", "女士")})


@dataclass(frozen=True)
class FieldSpec:
    """One thing that a row may say.

    synonyms   headings it is known by, best first; `title` is one of them without saying so
    parse      from `models.intake.values`; TEXT, NAME … above are their short names
    required   a row without it is refused
    sensitive  shown masked (ID, phone, card)
    added      several columns may be chosen, their amounts are added up
    filled     a merged or blank cell below a value means the same value (unit, department)
    unsure     words that may mean it (应发工资 as the base): the person is asked, unless all of
               `sure_with` have a column too
    second     headings of second choice (应缴 beside 实缴; a regular expression)
    never      what a heading must not speak of, unless it is one of the words (a regular expression)
    """

    key: str
    title: str
    synonyms: tuple[str, ...] = ()
    parse: Parse = TEXT
    required: bool = False
    sensitive: bool = False
    added: bool = False
    filled: bool = False
    unsure: tuple[str, ...] = ()
    sure_with: tuple[str, ...] = ()
    second: str = ""
    never: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The title and every synonym."""
        return (self.title, *self.synonyms)


@dataclass(frozen=True)
class Table:
    """A kind of foreign list: 花名册, 工资表, 会费代扣表. `key_fields`: one of them must be found."""

    key: str
    title: str
    fields: tuple[FieldSpec, ...]
    key_fields: tuple[str, ...] = ("name",)

    def field(self, key: str) -> FieldSpec:
        """The field of that key; raises KeyError."""
        return next((field for field in self.fields if field.key == key), None) or self._missing(key)

    def _missing(self, key: str) -> FieldSpec:
        """Says which key the table doesn't have."""
        raise KeyError(key)
