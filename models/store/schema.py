"""The tables of the current version, read from `tables/*.sql`, and their fingerprint."""

from __future__ import annotations

import functools
import sqlite3
from pathlib import Path

VERSION = 2
_FOLDER = Path(__file__).parent / "tables"

# Rows of these tables follow from others or stand outside the chain; the journal doesn't hold them.
UNJOURNALLED = frozenset(
    {
        "journal_head",
        "journal_row",
        "sealed_before",
        "access_log",
        "month_sum",
        "year_sum",
        "import_mapping",
        "paper_bytes",
        "sqlite_sequence",
    }
)
# Sealed tables: columns that the journal may show; all others only as a salted digest.
SEALED = {"member_private": ("id", "member"), "claim_private": ("id", "claim")}
# Columns that the journal shows as a digest only: what is stored there is scrambled with a salt of its own,
# but an append-only log of it would give anyone all the time to guess.
DIGESTED = {"user": ("pin",)}
# The tables as people call them.
WORDS = {
    "setting": "设置",
    "user": "使用人",
    "journal_head": "操作日志",
    "import_file": "导入记录",
    "unit": "分工会",
    "member": "会员",
    "member_private": "会员的个人号码",
    "movement": "会籍变动",
    "post": "任职",
    "wage_base": "计费工资",
    "account": "科目",
    "opening_balance": "期初余额",
    "period": "结账",
    "voucher": "凭证",
    "voucher_line": "凭证分录",
    "voucher_mark": "凭证标记",
    "month_sum": "月发生额",
    "year_sum": "年发生额",
    "dues_standard": "会费标准",
    "dues_due": "应缴会费",
    "dues_change": "应缴更正",
    "dues_batch": "收缴批次",
    "dues_paid": "实缴会费",
    "dues_note": "欠缴说明",
    "work_item": "行事历",
    "holiday": "放假和调休",
    "paper_file": "留存的原件",
    "paper_bytes": "原件内容",
    "paper_link": "附件",
    "invoice": "发票",
    "bank_slip": "银行回单",
    "number_book": "票据本",
    "number_use": "票据使用",
    "claim": "审批单",
    "claim_item": "审批单明细",
    "claim_private": "收款账号",
    "claim_mark": "审批签字",
    "levy_rule": "拨缴比例",
    "wage_bill": "工资总额",
    "levy_receipt": "拨缴经费收款",
    "levy_remittance": "经费上缴",
    "levy_letter": "拨缴通知",
    "campaign": "代管项目",
    "earmark": "专项",
    "activity": "活动",
    "budget_line": "预算项",
    "budget": "预算",
    "budget_amount": "预算数",
    "budget_rule": "预算规则",
    "budget_override": "超预算说明",
    "unit_settlement": "分工会结算",
    "bank_account": "银行账户",
    "bank_statement": "对账单",
    "bank_line": "对账单明细",
    "bank_match": "勾对",
    "bank_match_bank": "勾对的对账单",
    "bank_match_book": "勾对的分录",
    "bank_match_opening": "勾对的期初未达",
    "bank_opening": "期初未达账项",
    "bank_layout": "对账单版式",
    "reconciliation": "余额调节表",
    "reconciliation_item": "未达账项",
    "cash_count": "现金盘点",
    "cash_count_row": "现金盘点明细",
    "asset_class": "资产类别",
    "asset": "固定资产",
    "depreciation": "折旧",
    "stock_count": "盘点",
    "stock_count_row": "盘点明细",
    "goods": "物品",
    "goods_move": "物品收发",
    "voucher_template": "常用凭证",
    "voucher_template_line": "常用凭证分录",
    "voucher_template_done": "定期凭证记录",
    "chart_conversion": "新旧科目转换",
    "summary_struck": "不用的摘要",
    "form_template": "上级报表",
    "form_cell": "上级报表单元格",
    "statement_words": "附注文字",
    "publication": "公示记录",
    "carried_earmark": "专项结转",
}


def sql() -> str:
    """The whole schema as one script."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(_FOLDER.glob("*.sql")))


def create(db: sqlite3.Connection) -> None:
    """Lay the tables in an empty database, statement by statement, inside the caller's transaction."""
    for statement in statements(sql()):
        db.execute(statement)


def statements(script: str) -> list[str]:
    """The complete statements of a script; triggers with their inner semicolons stay whole."""
    found, current = [], ""
    for line in script.splitlines():
        if not line.strip() or line.lstrip().startswith("--"):
            continue
        current += line + "\n"
        if line.rstrip().endswith(";") and sqlite3.complete_statement(current):
            found.append(current.strip())
            current = ""
    return found


def objects(db: sqlite3.Connection) -> dict[str, str]:
    """Every table, index and trigger with its SQL."""
    rows = db.execute(
        "select name, sql from sqlite_master where sql is not null and name not glob 'sqlite_*'"
    )
    return {row[0]: _plain(row[1])[1] for row in rows}


@functools.cache
def expected() -> dict[str, str]:
    """What `objects` must say of an untouched file of this version."""
    return dict(_plain(text) for text in statements(sql()) if text.startswith("create "))


def _plain(text: str) -> tuple[str, str]:
    """Name and SQL of an object as both the script and SQLite say it, which keeps what it was given but
    for white space, the last semicolon and the case of the first words."""
    words = text.rstrip(";").split()
    at = 3 if words[1].lower() == "unique" else 2
    words[at] = words[at].replace('"', "")  # a renamed table is kept in quotes
    return words[at].partition("(")[0], " ".join([*(word.lower() for word in words[:at]), *words[at:]])


def differences(db: sqlite3.Connection) -> list[str]:
    """Names of the objects that are missing, changed, or were added by someone else."""
    found, wanted = objects(db), expected()
    changed = [name for name, mark in wanted.items() if found.get(name) != mark]
    return changed + [name for name in found if name not in wanted]


def place(table: str, key: int) -> str:
    """Where a row is, in words: 会员 第 12 条."""
    return f"{WORDS.get(table, table)} 第 {key} 条"


def columns(db: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """Column names of a table, in order."""
    return tuple(row[1] for row in db.execute(f"pragma table_info({table})"))
