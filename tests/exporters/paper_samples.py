"""Made-up reports like the ones of the office, for looking at and for the tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count

from models.papers import ReceiptPaper, VoucherPaper, VoucherPaperLine
from models.report import As, Column, Kind, Paper, Report, Row

UNIT = "示例职业技术学校工会委员会"
SEAL = "7F3A-91C2-5D08-E4B6（账簿记录至第 1502 条）"
_FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
_GIVEN = ("静", "晓梅", "建国", "敏", "怡洋", "秀诗", "轩浩", "燕", "艳桂", "豪伟", "新宇")
_ROOMS = ("语文组", "数学组", "英语组", "后勤服务中心")


def name_of(number: int) -> str:
    """A made-up name."""
    return _FAMILY[number % len(_FAMILY)] + _GIVEN[number % len(_GIVEN)]


def dues(people: int = 159, groups: int = 4, made_on: date | None = None) -> Report:
    """会费收缴明细表."""
    columns = (
        Column("序号", As.MARK, 10),
        Column("工号", As.CODE, 13),
        Column("姓名", As.TEXT, 18),
        Column("部门", As.TEXT, 27),
        Column("缴费基数", As.MONEY, 22),
        Column("应缴会费", As.MONEY, 19, total=True),
        Column("实缴会费", As.MONEY, 19, total=True),
        Column("签名", As.SIGN, 27),
        Column("备注", As.LONG, 17),
    )
    rows: list[Row] = []
    paid_fen = 0
    numbers = count(1)
    for group in range(1, groups + 1):
        size = people // groups + (1 if group <= people % groups else 0)
        rows.append(Row((f"第{group}分工会（应缴 {size} 人）",), Kind.GROUP))
        details = [_payer(next(numbers)) for _ in range(size)]
        rows.extend(details)
        due, paid = (sum(row.cells[i] for row in details) for i in (5, 6))
        paid_fen += paid
        label = f"第{group}分工会小计\u3000{size} 人"
        rows.append(Row((label, None, None, None, None, due, paid, None, None), Kind.SUBTOTAL))
    return Report(
        "dues_schedule",
        "会费收缴明细表",
        columns,
        tuple(rows),
        unit=UNIT,
        period="所属期：2026年1月",
        total=f"合\u3000计\u3000{people} 人",
        capitals=paid_fen,
        notes=(
            f"会费按缴费基数的0.5%计缴，基数不足10元的部分不计。应缴 {people} 人，实缴 {people - 1} 人；"
            "差额 11.50 元，其中未扣 1 人（朱娟轩 15.50），少扣、多扣各 1 人，列入下月补缴或退还。",
        ),
        signatures=("制表", "审核", "工会主席", "代扣部门（盖章）"),
        paper=Paper(row_height=7.7, head_height=9, sign_each=True, page_subtotal=True),
        seal=SEAL,
        made_on=made_on,
        maker="周晓梅",
        frozen=3,
    )


def _payer(number: int) -> Row:
    """One member's line."""
    base = 300_000 + number * 7_919 % 600_000
    due = base // 200 // 5 * 5
    return Row((number, str(1000 + number), name_of(number), _ROOMS[number % 4], base, due, due, None, None))


def matrix(people: int = 159) -> Report:
    """会费收缴年度一览表."""
    months = tuple(Column(f"{m}月", As.MONEY, 13.2, total=True) for m in range(1, 13))
    columns = (
        Column("序号", As.MARK, 8),
        Column("姓名", As.TEXT, 16),
        Column("部门", As.TEXT, 21),
        *months,
        Column("实缴合计", As.MONEY, 18, total=True),
        Column("应缴合计", As.MONEY, 18, total=True),
        Column("欠(－)溢", As.MONEY, 15, total=True),
    )
    rows: list[Row] = []
    for group in range(4):
        inside = range(group * people // 4, (group + 1) * people // 4)
        rows.append(Row((f"第{group + 1}分工会\u3000{len(inside)} 人",), Kind.GROUP))
        details = [_year_of(n + 1) for n in inside]
        rows.extend(details)
        totals = [sum(row.cells[i] for row in details) for i in range(3, 18)]
        rows.append(
            Row((f"第{group + 1}分工会小计\u3000{len(inside)} 人", None, None, *totals), Kind.SUBTOTAL)
        )
    return Report(
        "dues_matrix",
        "会费收缴年度一览表",
        columns,
        tuple(rows),
        unit=UNIT,
        period="2026年度（1月至12月）",
        total=f"合\u3000计\u3000{people} 人",
        legend="注：“欠”为当月应缴未缴，“*”为实缴与应缴不等，“免”为免缴并有依据，空格为当月不应缴；欠(－)溢＝实缴合计－应缴合计。",
        signatures=("制表", "审核", "经费审查委员会", "工会主席"),
        paper=Paper(
            landscape=True, row_height=4.95, head_height=7, text_size=7.5, sign_each=True, page_subtotal=True
        ),
        seal=SEAL,
        made_on=date(2026, 12, 31),
        maker="周晓梅",
        frozen=3,
    )


def _year_of(number: int) -> Row:
    """One member's year; every 40th paid one yuan less in November."""
    month = 1600 + number * 55 % 3000
    months = [month - (100 if m == 11 and number % 40 == 0 else 0) for m in range(1, 13)]
    return Row(
        (
            number,
            name_of(number),
            _ROOMS[number % 4],
            *months,
            sum(months),
            month * 12,
            sum(months) - month * 12,
        )
    )


def month_plan() -> Report:
    """工会工作行事历 of a month."""
    columns = (
        Column("序号", As.MARK, 11),
        Column("时间", As.MARK, 25),
        Column("工作内容", As.LONG, 72),
        Column("负责人", As.MARK, 18),
        Column("地点", As.MARK, 28),
        Column("完成", As.SIGN, 16),
    )
    work = (
        (None, "分工会“一会一品”评比活动", "周晓梅", None),
        (None, "组织参加区教育局青年教师成长论坛活动", None, "区教师发展中心"),
        ("28日（周三）", "举办 2023 年上半年教师退休欢送会", "刘\u3000敏", "二楼会议室"),
        (None, "民主评议活动", "王建国", "报告厅"),
        ("30日前", "工会工作学期总结", "周晓梅", None),
    )
    routine = (
        ("6月10日前", "完成5月账务结账，编制银行存款余额调节表", "陈\u3000静", None),
        (
            "全\u3000月",
            "会员生日慰问 10 人：宋春豪（1日）、姚洋兰（3日）、范生（4日）、夏勇诗（4日）、欧阳娜（7日）、"
            "丁然佳（10日）、贺芳（15日）、孔勇伟（16日）、韩斌芳（20日）、郭玉（24日）",
            "刘\u3000敏",
            None,
        ),
    )
    rows = [Row(("一、计划安排",), Kind.GROUP)]
    rows += [Row((n, day, what, who, where, None)) for n, (day, what, who, where) in enumerate(work, 1)]
    rows.append(Row(("二、本月例行事项",), Kind.GROUP))
    rows += [Row((n, day, what, who, where, None)) for n, (day, what, who, where) in enumerate(routine, 1)]
    return Report(
        "calendar_month",
        "工会工作行事历",
        columns,
        tuple(rows),
        unit=UNIT,
        unit_label="",
        period="二〇二三年六月",
        measure="2022－2023学年第二学期",
        total="",
        notes=("未写日期的事项为本月内完成，具体时间另行通知；完成后在“完成”栏打钩并填日期。",),
        signatures=("制表", "审核（工会主席）", "（章）"),
        paper=Paper(row_height=9.6, head_height=9, text_size=10.5, title_size=22),
        made_on=date(2023, 6, 1),
        maker="周晓梅",
    )


def year_plan() -> Report:
    """工会工作行事历 of a year, on one page."""
    columns = (
        Column("月份", As.MARK, 18, size=11),
        Column("计划工作", As.LONG, 100, size=9.5),
        Column("例行事项", As.LONG, 52, size=9),
    )
    numerals = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
    plan = (
        "1.\u2002开展第五轮“武进区教职工帮困互济会”工作。\n2.\u2002做好上年度工会工作总结。\n"
        "3.\u2002举行工会改选，召开三届一次教代会。\n4.\u2002各俱乐部开展活动。"
    )
    routine = "· 上年度12月结账、年度决算\n· 会费收缴；元旦、春节慰问品"
    rows = tuple(Row((f"{numeral}月", plan, routine)) for numeral in numerals)
    return Report(
        "calendar_year",
        "工会工作行事历",
        columns,
        rows,
        unit="礼河实验学校工会委员会",
        unit_label="",
        period="二〇一二年",
        measure="计划 48 项",
        total="",
        notes=("每月另有：会员生日慰问、五必访、到龄退休提醒（名单见各月行事历）。",),
        signatures=("制表", "审核（工会主席）", "（工会章）"),
        paper=Paper(row_height=9, text_size=10, title_size=18, one_page=True),
        made_on=date(2012, 1, 9),
    )


def trial_balance() -> Report:
    """科目余额表."""
    pairs = ("期初余额", "本期发生额", "本年累计发生额", "期末余额")
    columns = (
        Column("科目编码", As.CODE, 17),
        Column("科目名称", As.TEXT, 40),
        *(Column(side, As.MONEY, 25, group=pair) for pair in pairs for side in ("借方", "贷方")),
    )
    rows: list[Row] = []
    for n in range(18):
        fen = 10_000_000 + n * 1_234_567
        rows.append(Row((str(101 + n), "职工活动支出", fen, None, 0, 86_00, fen, fen - 5, None, fen)))
        rows.append(
            Row((f"{101 + n}01", "文体活动费", fen, None, 0, 86_00, fen, fen - 5, None, fen), level=1)
        )
    totals = [sum(row.cells[i] or 0 for row in rows if not row.level) for i in range(2, 10)]
    rows.append(Row(("合\u3000计", None, *totals), Kind.TOTAL))
    return Report(
        "trial_balance",
        "科目余额表",
        columns,
        tuple(rows),
        unit="示例中学工会委员会",
        period="2025年12月",
        total="",
        notes=("注：合计只加一级科目；无余额且无发生额的科目 2 个未列。",),
        signatures=("会计主管", "复核", "制表"),
        paper=Paper(landscape=True, row_height=4.0, head_height=10, text_size=8, top=9),
        seal=SEAL,
        made_on=date(2026, 1, 5),
        maker="周晓梅",
    )


def ledger(months: int = 12, per_month: int = 4) -> Report:
    """三栏明细账."""
    columns = (
        Column("月", As.MARK, 7.5, group="2025年"),
        Column("日", As.MARK, 7.5, group="2025年"),
        Column("凭证号数", As.MARK, 15, size=8.5),
        Column("摘要", As.LONG, 48, size=8.5),
        Column("对方科目", As.LONG, 27, size=8.5),
        Column("借方", As.MONEY, 22.5, total=True),
        Column("贷方", As.MONEY, 22.5, total=True),
        Column("借或贷", As.MARK, 6.5),
        Column("余额", As.MONEY, 23.5, zero="0.00"),
    )
    balance = 6_874_030
    rows = [Row((1, 1, None, "上年结转", None, None, None, "借", balance), Kind.CARRY)]
    debit = credit = 0
    for month in range(1, months + 1):
        month_debit = month_credit = 0
        for n in range(1, per_month + 1):
            d, c = (360_000, 0) if n % 3 == 1 else (0, 128_000)
            reversal = month == 10 and n == 2
            c = -c if reversal else c
            balance += d - c
            month_debit, month_credit = month_debit + d, month_credit + c
            memo = (
                "冲销9月5日记-0002号凭证（金额误记，教师节宣传展板）"
                if reversal
                else "退休会员纪念品2人×1000元"
            )
            other = "上级补助收入－专项补助" if n == 3 else "会员活动费"
            cells = (month if n == 1 else None, n * 3, f"记-{n:04d}", memo, other, d, c, "借", balance)
            rows.append(Row(cells, red=reversal))
        debit, credit = debit + month_debit, credit + month_credit
        rows.append(
            Row((None, None, None, "本月合计", None, month_debit, month_credit, "借", balance), Kind.MONTH)
        )
        rows.append(Row((None, None, None, "本年累计", None, debit, credit, "借", balance), Kind.YEAR))
    rows.append(Row((None, 31, None, "结转下年", None, None, None, "借", balance), Kind.CARRY))
    return Report(
        "ledger_three",
        "三栏明细账",
        columns,
        tuple(rows),
        unit="示例中学工会委员会",
        unit_label="核算单位",
        period="2025年度",
        subject="科目：102 银行存款－基本户",
        total="",
        signatures=("会计主管", "复核", "记账"),
        paper=Paper(
            left=20,
            right=10,
            top=9,
            row_height=7.6,
            head_height=10,
            double_rule=True,
            lines_per_page=28,
            carry_lines=True,
            strike_empty=True,
            sign_each=True,
        ),
        seal=SEAL,
        made_on=date(2026, 1, 5),
    )


def sign_list() -> Report:
    """慰问品签领表, two halves."""
    half = (
        Column("序号", As.MARK, 8),
        Column("姓名", As.TEXT, 16.5),
        Column("领取人签名", As.SIGN, 24),
        Column("代领人（关系）", As.SIGN, 22),
        Column("日期", As.SIGN, 14.5, strong_right=True),
    )
    rows = []
    for n in range(1, 27):
        right = (n + 26, name_of(n + 26)) if n + 26 <= 47 else (None, None)
        rows.append(Row((n, name_of(n), None, None, None, *right, None, None, None)))
    return Report(
        "sign_list",
        "慰问品签领表",
        (*half, *half),
        tuple(rows),
        unit=UNIT,
        period="2026年6月",
        measure="批次：节日〔2026〕第 03 号",
        subject=(
            "名目：端午节慰问\u3000\u3000物品：粽子礼盒 1 盒、食用油 1 桶\u3000\u3000"
            "标准：200.00 元／人\u3000\u3000分工会：第2分工会（47 人）"
        ),
        total="",
        notes=("注：本人签名领取；代领须由代领人签名并写明关系，一人代领不超过 3 份。空行已划销。",),
        signatures=("发放人", "验收人", "审核", "工会主席"),
        paper=Paper(row_height=7.9, lines_per_page=26, strike_empty=True, sign_each=True),
        seal=SEAL,
        made_on=date(2026, 6, 12),
    )


def voucher() -> VoucherPaper:
    """A posted voucher of three lines."""
    return VoucherPaper(
        unit="示例中学工会委员会",
        day=date(2025, 3, 20),
        number=2,
        lines=(
            VoucherPaperLine(
                "收到一季度拨缴经费（工资总额180万元×2%）", "银行存款", "基本户", 36_000_00, posted=True
            ),
            VoucherPaperLine("留成60%", "拨缴经费收入", "", 0, 21_600_00, posted=True),
            VoucherPaperLine("应上解40%", "应付上级经费", "示例区教育工会", 0, 14_400_00, posted=True),
        ),
        attachments=2,
        signers=(
            ("会计主管", "王建国"),
            ("审核", "陈静"),
            ("记账", "陈静"),
            ("出纳", "刘敏"),
            ("制单", "周晓梅"),
        ),
        seal="7F3A-91C2-5D08-E4B6（账簿记录至第 0138 条）",
        made_on=date(2025, 3, 31),
    )


def reversal() -> VoucherPaper:
    """A red reversal, not yet posted, printed a second time."""
    memo = "冲销2025年9月5日记字第0002号凭证（金额误记）"
    lines = (
        VoucherPaperLine(memo, "职工活动支出", "宣传活动费", -1_280_00),
        VoucherPaperLine(memo, "银行存款", "基本户", 0, -1_280_00),
    )
    return replace(
        voucher(), day=date(2025, 10, 10), number=1, lines=lines, attachments=0, posted=False, copy=2
    )


def closing() -> VoucherPaper:
    """A voucher of ten lines: two sheets."""
    first = VoucherPaperLine("年末结转支出", "工会资金结转", "", 115_759_00, posted=True)
    others = tuple(
        VoucherPaperLine("年末结转支出", "职工活动支出", name, 0, fen, posted=True)
        for name, fen in (
            ("文体活动费", 16_245_00),
            ("宣传活动费", 1_208_00),
            ("会员活动费", 83_080_00),
            ("职工书屋活动费", 3_860_00),
            ("困难职工帮扶费", 3_000_00),
            ("送温暖费", 2_400_00),
            ("培训费", 1_560_00),
            ("其他业务费", 86_00),
            ("办公设备购置", 4_320_00),
        )
    )
    return replace(voucher(), day=date(2025, 12, 31), number=9, lines=(first, *others), attachments=0)


def receipt() -> ReceiptPaper:
    """A cash receipt."""
    return ReceiptPaper(
        unit=UNIT,
        day=date(2026, 2, 27),
        number="2026000127",
        payer="朱娟轩（工号 1004）",
        branch="第4分工会",
        reason="补缴2026年1月会费（应缴 15.50 元，当月未代扣）",
        amount_fen=15_50,
        cashier="刘敏",
        seal="7F3A-91C2-5D08-E4B6（账簿记录至第 1577 条）",
        made_on=date(2026, 2, 27),
    )
