"""The words that banks head their statements with, and what stands above and below the table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.intake import fields, values
from models.intake.cells import Cell, Sheet
from models.intake.fields import FieldSpec, Table
from models.intake.values import Parsed
from models.kit import money
from models.kit.errors import Refused


def _words(said: str) -> tuple[str, ...]:
    return tuple(said.split())


def bank_day(cell: Cell) -> Parsed:
    """A day, also with the time run together with it: 20260108102233."""
    said = re.sub(r"\s", "", values.plain(cell))
    if re.fullmatch(r"(19|20)\d{12}", said):
        said = said[:8]
        return values.day(said)
    parsed = values.day(cell)
    if isinstance(parsed.value, str):  # only a month
        return Parsed(problem=f"“{said}”没有写到哪一天。")
    return parsed


_IN, _OUT = "in", "out"
SIGNS = fields.CHOICE(
    {
        _IN: _words("贷 贷方 收 收入 收款 存 存入 入 入账 转入 来账 进账 C CR Credit + 贷记 2"),
        _OUT: _words("借 借方 付 付款 支 支出 取 支取 出 出账 转出 往账 D DR Debit - 借记 1"),
    }
)
# 借方 on the bank's paper is money that went out: the bank keeps the union's money as its own debt.
STATEMENT = Table(
    "bank",
    "银行对账单",
    (
        FieldSpec(
            "day", "交易日期",
            _words("记账日期 入账日期 账务日期 会计日期 交易日 日期 交易时间 发生日期 业务日期 记账日 "
                   "入账时间 记账时间 起息日 交易日期时间"),
            bank_day,
        ),
        FieldSpec(
            "out", "借方发生额",
            _words("借方金额 借方交易金额 借方 借方发生 支出 支出金额 付出 付款金额 付出金额 转出金额 取款 "
                   "支取金额 取出金额 支取 转出 出账金额 本次支出"),
            fields.MONEY, never="账号|户名|名称|行名|次数|笔数|标志",
        ),
        FieldSpec(
            "in", "贷方发生额",
            _words("贷方金额 贷方交易金额 贷方 贷方发生 收入 收入金额 收款金额 转入金额 存款 存入金额 存入 "
                   "转入 入账金额 进账金额 本次收入"),
            fields.MONEY, never="账号|户名|名称|行名|次数|笔数|标志",
        ),
        FieldSpec("amount", "交易金额", _words("发生额 金额 发生金额 交易额 本次金额"), fields.MONEY,
                  never="借方|贷方|收入|支出|大写|币"),
        FieldSpec(
            "side", "借贷标志",
            _words("借贷 借/贷 借贷方向 收支 收支标志 收/支 收/付 收付标志 收付 方向 交易方向 收支类型 "
                   "借贷标识 借贷别 收支方向 借贷类型 往来标志"),
            SIGNS,
        ),
        FieldSpec("balance", "余额",
                  _words("账户余额 交易后余额 本次余额 当前余额 账面余额 联机余额 交易余额 结余"),
                  fields.MONEY, never="可用|冻结|昨日|上日"),
        FieldSpec("words", "摘要",
                  _words("交易摘要 摘要说明 业务摘要 用途 交易说明 附言 交易用途 备注 交易类型 业务类型 说明 "
                         "交易名称 交易附言 摘要信息")),
        FieldSpec("more", "用途", _words("附言 备注 交易附言 客户附言 交易用途 汇款用途 个性化信息"),
                  second="备注"),
        FieldSpec(
            "partner", "对方户名",
            _words("对方名称 对方单位 对方单位名称 对方账户名称 对方账号名称 交易对方 对手户名 对手名称 "
                   "交易对手 交易对方名称 对方账户名 收付款人名称 收/付款人 对方 交易方户名 对方公司名称"),
            never="账号$|开户|行名|行号",
        ),
        FieldSpec("payer", "付款人名称", _words("付款人户名 付款人 付款方户名 付款户名 付款方名称 付款单位"),
                  never="账号$|开户|行名|行号"),
        FieldSpec("payee", "收款人名称", _words("收款人户名 收款人 收款方户名 收款户名 收款方名称 收款单位"),
                  never="账号$|开户|行名|行号"),
        FieldSpec("ref", "凭证号",
                  _words("流水号 交易流水号 凭证号码 支票号 票据号 票据号码 凭证编号 银行流水号 回单编号 "
                         "业务编号 核心流水号 主机流水号 交易流水 业务流水号 支票号码 柜员流水号 日志号"),
                  fields.CODE, never="种类|类型"),
    ),
    key_fields=("balance", "in", "out", "amount"),
)  # fmt: skip


@dataclass(frozen=True)
class Around:
    """What the lines above and below the table say; None or "" when they don't."""

    tail: str = ""
    first_day: date | None = None
    last_day: date | None = None
    opening_fen: int | None = None
    closing_fen: int | None = None


_NUMBER = re.compile(r"(?:账\s*号|帐\s*号|卡\s*号|账户号码)\s*[:：]?\s*([\d*＊xX\s-]{8,40}\d)")
_MONEY = r"[:：]?\s*(?:CNY|RMB|￥|¥|人民币)?\s*(-?[\d,，]+(?:\.\d{1,2})?)"
_OPENING = re.compile(r"(?:期初|上期|上日|承前|起始|上月|上年|月初|年初)(?:账户)?(?:余额|结余|结转)" + _MONEY)
_CLOSING = re.compile(r"(?:期末|本期|月末|年末|截止日?|最终|当前)(?:账户)?(?:余额|结余)" + _MONEY)
_DAYS = r"(\d{4}[-./年]?\d{1,2}[-./月]?\d{1,2})日?"
_SPAN = re.compile(_DAYS + r"\s*(?:至|到|-|—|–|~|～|－)+\s*" + _DAYS)
_FIRST = re.compile(r"(?:起始|开始|起|自)(?:日期|时间|日)?\s*[:：]\s*" + _DAYS)
_LAST = re.compile(r"(?:截止|终止|结束|止|截至)(?:日期|时间|日)?\s*[:：]\s*" + _DAYS)
# A line of the table without a day that only repeats a balance.
OPENING_WORDS = re.compile("期初|上期|上日|承前|上月|上年|月初|年初|起始余额")
CLOSING_WORDS = re.compile("期末|本期|过次|月末|年末|结转|截止|余额$")


def around(sheet: Sheet, above: int, below: Iterable[int]) -> Around:
    """What the sheet says in its first `above` rows and in the rows `below` (from 1)."""
    rows = [sheet.rows[number - 1] for number in (*range(1, above + 1), *below)]
    texts = [_line(row) for row in rows]
    said = "\n".join(texts)
    number, span = _NUMBER.search(said), _SPAN.search(said)
    first = span[1] if span else _group(_FIRST, said)
    last = span[2] if span else _group(_LAST, said)
    return Around(
        re.sub(r"\D", "", number[1])[-4:] if number else "",
        _day(first),
        _day(last),
        _fen(_group(_OPENING, said)),
        _fen(_group(_CLOSING, said)),
    )


def _line(row: Iterable[Cell]) -> str:
    cells = [values.plain(cell) for cell in row]
    return unicodedata.normalize("NFKC", " ".join(cell for cell in cells if cell))


def _group(pattern: re.Pattern[str], said: str) -> str:
    found = pattern.search(said)
    return found[1] if found else ""


def _day(said: str) -> date | None:
    parsed = values.day(said).value if said else None
    return parsed if isinstance(parsed, date) else None


def _fen(said: str) -> int | None:
    try:
        return money.parse(said) if said else None
    except Refused:
        return None
