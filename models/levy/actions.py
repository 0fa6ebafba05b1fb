"""Changes to the levy's registers; money that comes or goes is a voucher in the same change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from models.kit.days import month_of, month_words, next_month, parse_month
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import actions as ledger
from models.ledger import queries as books
from models.ledger.keyed import KeyLine, resolve
from models.ledger.records import Voucher, VoucherDraft
from models.levy import entries, queries
from models.levy.records import LETTERS, MODES, LevyRule, ReceiptDraft, RemittanceDraft, WageBill
from models.store.journal import Change

RECEIPT, REMITTANCE = "levy_receipt", "levy_remittance"
SOURCES = (RECEIPT, REMITTANCE)
_FAR = 14  # months: nobody pays further ahead
_LETTER_WORDS = {"notice": "拨", "dun": "催"}


# -- rules and wage bills -------------------------------------------------------------------------


def set_rule(change: Change, law: LevyRule) -> int:
    """Lay down how the levy is reckoned from a month on; the same month again replaces it."""
    if law.mode not in MODES:
        raise Refused("请选经费怎样到账。", "mode")
    if not 0 < law.rate_bp <= 10_000 or not 0 <= law.kept_bp <= 10_000:
        raise Refused("比例要在 0 到 100% 之间。", "rate_bp")
    if not 1 <= law.due_day <= 31:
        raise Refused("上缴日要在 1 到 31 之间。", "due_day")
    values = {
        "from_month": parse_month(law.from_month),
        "rate_bp": law.rate_bp,
        "kept_bp": law.kept_bp,
        "mode": law.mode,
        "accrue": law.accrue,
        "returned_as": law.returned_as,
        "due_day": law.due_day,
        "basis": law.basis.strip(),
    }
    row = change.db.execute("select id from levy_rule where from_month = ?", (law.from_month,)).fetchone()
    if row is None:
        return change.insert("levy_rule", values)
    change.update("levy_rule", row["id"], values)
    return int(row["id"])


def drop_rule(change: Change, key: int) -> None:
    """Take a rule away; the one before it holds on. The last one stays."""
    if len(queries.rules(change.db)) < 2:
        raise Refused("只剩这一条拨缴比例了，不能删除。", remedy="可以直接修改它。")
    change.delete("levy_rule", key)


def set_wage_bill(change: Change, bill: WageBill) -> int:
    """工资总额 of a month, as the school states it; the same month again replaces it."""
    if bill.total_fen < 0 or bill.heads < 0:
        raise Refused("工资总额和人数不能是负数。", month_words(bill.month), "请核对这个月的数。")
    if bill.month > next_month(month_of(change.today), _FAR):
        raise Refused(f"{month_words(bill.month)}还远着呢，月份可能写错了。", remedy="请核对年份。")
    values = {
        "month": bill.month,
        "heads": bill.heads,
        "total_fen": bill.total_fen,
        "document": bill.document.strip(),
        "note": bill.note.strip(),
    }
    row = change.db.execute("select id from wage_bill where month = ?", (bill.month,)).fetchone()
    if row is None:
        return change.insert("wage_bill", values)
    change.update("wage_bill", row["id"], values)
    return int(row["id"])


def drop_wage_bill(change: Change, month: str) -> None:
    """Take the wage bill of a month away."""
    row = change.db.execute("select id from wage_bill where month = ?", (month,)).fetchone()
    if row is None:
        raise Refused(f"{month_words(month)}没有登记工资总额。")
    change.delete("wage_bill", row["id"])


# -- money ----------------------------------------------------------------------------------------


def receive(change: Change, draft: ReceiptDraft, summary: str = "") -> Voucher:
    """Levy money arrived: one line of the register and its voucher, split as the rule of its month says."""
    law = check_receipt(change, draft)
    kept, up = entries.shares(law, draft.mode, draft.fen)
    number = draft.official_number.strip()
    key = change.insert(
        RECEIPT,
        {
            "from_month": draft.from_month,
            "to_month": draft.to_month,
            "day": draft.day,
            "mode": draft.mode,
            "total_fen": draft.fen,
            "kept_fen": kept,
            "up_fen": up,
            "official_number": number,
            "payer": draft.payer.strip(),
        },
    )
    lines = entries.receipt(law, draft.mode, draft.fen, draft.bank)
    words = summary.strip() or receipt_words(draft)
    head = VoucherDraft(draft.day, words, (), draft.attachments, source=RECEIPT, source_id=key)
    return _book(change, head, lines)


def check_receipt(change: Change, draft: ReceiptDraft) -> LevyRule:
    """The rule that splits this receipt. Raises `Refused` for what can't be booked."""
    if draft.fen <= 0:
        raise Refused("到账金额要大于 0。", "fen")
    if draft.to_month < draft.from_month:
        raise Refused("结束月份早于开始月份。", "to_month", "请改一下月份。")
    if draft.from_month > next_month(month_of(draft.day), _FAR):
        raise Refused(f"{month_words(draft.from_month)}还远着呢，月份可能写错了。", "from_month")
    number = draft.official_number.strip()
    known = queries.receipt_by_number(change.db, number) if number else None
    if known is not None:
        raise Refused(
            f"收据号 {number} 已经登记在 {known.voucher_name}（{yuan(known.total_fen)} 元）上。",
            "official_number",
            "请核对收据号。",
        )
    return queries.rule(change.db, draft.from_month)


def receipt_words(draft: ReceiptDraft) -> str:
    """The summary of a receipt's voucher."""
    span = entries.months_words(draft.from_month, draft.to_month)
    return f"收{span}{'返还的' if draft.mode == 'C' else ''}拨缴工会经费"


def remit(change: Change, draft: RemittanceDraft) -> Voucher:
    """The superior's share goes up: one line of the register and its voucher."""
    owed = queries.up_debt(change.db, draft.day).fen
    if draft.fen <= 0:
        raise Refused("上缴金额要大于 0。", "fen")
    if draft.fen > owed:
        what = f"到 {draft.day} 应付上级经费只有 {yuan(owed)} 元，要上缴的 {yuan(draft.fen)} 元多了。"
        raise Refused(what, "fen", "请核对金额；多收的先登记到账。")
    values = {
        "day": draft.day,
        "fen": draft.fen,
        "receipt_number": draft.receipt_number.strip(),
        "note": draft.note.strip(),
    }
    key = change.insert(REMITTANCE, values)
    words = draft.note.strip() or "上缴工会经费"
    head = VoucherDraft(draft.day, words, (), draft.attachments, source=REMITTANCE, source_id=key)
    return _book(change, head, entries.remittance(draft.fen, draft.bank))


def _book(change: Change, head: VoucherDraft, lines: tuple[KeyLine, ...]) -> Voucher:
    """Post the voucher of a register's row and tie both together."""
    voucher = ledger.post_voucher(change, replace(head, lines=resolve(change.db, lines)))
    change.update(head.source, head.source_id or 0, {"voucher": voucher.id})
    return voucher


def take_back(change: Change, voucher: int, reason: str, on: date | None = None) -> Voucher:
    """红字冲销 of a receipt's or remittance's voucher; its line of the register no longer counts."""
    old = books.voucher(change.db, voucher)
    if old.source not in SOURCES or old.source_id is None:
        raise Refused(f"{old.name} 不是拨缴经费的凭证。")
    red = ledger.reverse(change, voucher, reason, on, from_register=True)
    change.update(old.source, old.source_id, {"reversal": red.id})
    return red


# -- letters --------------------------------------------------------------------------------------


def write_letter(change: Change, kind: str, span: tuple[str, str], day: date, note: str = "") -> str:
    """A notice or a dunning letter about a span of months; returns its number (工拨〔2026〕1号)."""
    if kind not in LETTERS:
        raise Refused("没有这种信函。")
    first, last = span
    lines = [
        one
        for year in range(int(first[:4]), int(last[:4]) + 1)
        for one in queries.status(change.db, year)
        if first <= one.month <= last
    ]
    due, received = sum(one.expected_fen for one in lines), sum(one.received_fen for one in lines)
    if not due:
        raise Refused(f"{entries.months_words(first, last)}还没有登记工资总额。", remedy="请先登记工资总额。")
    if kind == "dun" and received >= due:
        raise Refused(f"{entries.months_words(first, last)}的拨缴经费已经收齐，不用催缴。")
    number = _next_letter(change, kind, day.year)
    change.insert(
        "levy_letter",
        {"kind": kind, "number": number, "day": day, "from_month": first, "to_month": last, "due_fen": due,
         "received_fen": received, "note": note.strip()},
    )  # fmt: skip
    return number


def _next_letter(change: Change, kind: str, year: int) -> str:
    """The number that the next letter of a kind gets in a year."""
    head = f"工{_LETTER_WORDS[kind]}〔{year}〕"
    rows = change.db.execute("select number from levy_letter where kind = ?", (kind,)).fetchall()
    used = [int(n) for (text,) in rows if text.startswith(head) and (n := text[len(head) : -1]).isdigit()]
    return f"{head}{max(used, default=0) + 1}号"
