"""The demo's papers: invoices of purchases with their originals, a receipt book and a cheque book."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from xml.sax.saxutils import escape

from models.documents import actions, invoices, numbers
from models.documents.invoices import Original
from models.documents.numbers import BookDraft, UseDraft
from models.documents.records import InvoiceFields
from models.kit.money import capitals, plain
from models.ledger import queries
from models.ledger.records import Voucher
from models.office import Office
from models.store.journal import Change

TAX_NUMBER = "81320100MC0278315K"
# A word of the summary → what was bought, of whom. Vouchers without one have no invoice (gifts of money).
_SELLERS = (
    ("慰问品", "日用品礼包", "惠民超市有限公司", "91320106MA1X3K7D2P"),
    ("茶歇", "茶歇服务", "城南春晓餐饮店", "92320104MA1YB6C95H"),
    ("插花", "插花材料", "花语轩花卉经营部", "92320105MA20LQ3E8T"),
    ("图书", "图书", "新华书店城中店", "913201007217A4815R"),
    ("会务", "会务用品", "城南文化用品有限公司", "91320104302519X67C"),
    ("资料费", "印刷服务", "清泉印务有限公司", "91320115580493K21M"),
    ("奖品", "运动护具", "康乐体育用品店", "92320102MA1T8D4W6N"),
    ("用品", "活动用品", "城南文化用品有限公司", "91320104302519X67C"),
    ("场地费", "场地租赁", "城中体育馆管理中心", "12320100426013P98E"),
    ("讲座", "讲座服务", "安和健康咨询有限公司", "91320106339276Y54B"),
    ("更换", "照明灯具", "光华电器商行", "92320104MA1W7R2G3J"),
)


def begin(office: Office) -> None:
    """The tax number; a receipt book and a cheque book from the start of the year."""
    today = office.today()
    with office.change("领用收据和支票") as change:
        from models import settings

        settings.set_tax_number(change, TAX_NUMBER)
        for kind, name, first, last in (
            ("receipt", "工会经费收入专用收据", "00384501", "00384525"),
            ("cheque", "转账支票", "30517601", "30517625"),
        ):
            numbers.add_book(change, BookDraft(kind, name, first, last, today, "何文博"))


def month(office: Office, text: str) -> None:
    """The invoices of a month's vouchers, and receipts for what came from the school."""
    found = [one for one in queries.vouchers(office.db, text, text) if one.posted]
    with office.change(f"登记{int(text[5:])}月发票和收据") as change:
        for one in found:
            if one.reverses is None and not one.reversed_by:
                _invoice_of(change, office, one)
                _receipt_of(change, one)


def waiting(office: Office) -> None:
    """Two invoices of this week that nobody has booked; one was made out to the school."""
    today = office.today()
    seller = ("花语轩花卉经营部", "92320105MA20LQ3E8T")
    ours = _fields(office, "活动室绿植", seller, (today - timedelta(3), 36_000))
    school = replace(
        ours,
        number=f"{today:%y}322000{990_002:012d}",
        buyer=office.name,
        buyer_tax="",
        item="乒乓球、球网",
        seller="康乐体育用品店",
        seller_tax="92320102MA1T8D4W6N",
    )
    with office.change("登记发票") as change:
        _take(change, ours, "绿植.xml")
        _take(change, school, "乒乓球.xml", "商家开错抬头，已联系重开")


def _invoice_of(change: Change, office: Office, one: Voucher) -> None:
    """One invoice over the expense of a purchase, issued two days before it was paid."""
    spent = sum(line.debit_fen for line in one.lines if line.code.startswith("5"))
    known = next((row for row in _SELLERS if row[0] in one.summary), None)
    if known is None or spent <= 0:
        return
    day = max(one.day - timedelta(2), date(one.day.year, 1, 2))
    fields = _fields(office, known[1], known[2:], (day, spent), one.id)
    key = _take(change, fields, f"{known[1]}_{one.day:%m%d}.xml")
    invoices.to_voucher(change, [key], one.id)


def _fields(
    office: Office, item: str, seller: tuple[str, str], what: tuple[date, int], number: int = 990_001
) -> InvoiceFields:
    day, total = what
    tax = total - total * 100 // 101
    return InvoiceFields(
        f"{day:%y}322000{number:012d}",
        kind="电子发票（普通发票）",
        day=day,
        seller=seller[0],
        seller_tax=seller[1],
        buyer=office.unit_name,
        buyer_tax=TAX_NUMBER,
        item=item,
        net_fen=total - tax,
        tax_fen=tax,
        total_fen=total,
    )


def _take(change: Change, fields: InvoiceFields, name: str, accepted: str = "") -> int:
    return invoices.add(change, fields, Original(name, _xml(fields)), accepted=accepted)


def _xml(fields: InvoiceFields) -> bytes:
    """The original as the tax bureau gives it out."""
    say = {name: escape(str(value)) for name, value in fields.__dict__.items()}
    money = (fields.net_fen or 0, fields.tax_fen or 0, fields.total_fen or 0)
    amounts = dict(zip(("net", "tax", "total"), map(plain, money), strict=True))
    return _XML.format(**say, **amounts, words=capitals(money[2])).encode()


_XML = (
    '<?xml version="1.0" encoding="UTF-8"?><EInvoice><Header><EIid>{number}</EIid><InherentLabel>'
    "<GeneralOrSpecialVAT><LabelCode>02</LabelCode><LabelName>普通发票</LabelName></GeneralOrSpecialVAT>"
    "</InherentLabel></Header><EInvoiceData><SellerInformation><SellerIdNum>{seller_tax}</SellerIdNum>"
    "<SellerName>{seller}</SellerName></SellerInformation><BuyerInformation>"
    "<BuyerIdNum>{buyer_tax}</BuyerIdNum><BuyerName>{buyer}</BuyerName></BuyerInformation>"
    "<BasicInformation><TotalAmWithoutTax>{net}</TotalAmWithoutTax><TotalTaxAm>{tax}</TotalTaxAm>"
    "<TotalTax-includedAmount>{total}</TotalTax-includedAmount>"
    "<TotalTax-includedAmountInChinese>{words}</TotalTax-includedAmountInChinese></BasicInformation>"
    "<IssuItemInformation><ItemName>{item}</ItemName></IssuItemInformation></EInvoiceData>"
    "<TaxSupervisionInfo><InvoiceNumber>{number}</InvoiceNumber><IssueTime>{day}</IssueTime>"
    "</TaxSupervisionInfo></EInvoice>"
)


def _receipt_of(change: Change, one: Voucher) -> None:
    """The levy and grants from outside get a receipt; the third one was spoilt."""
    if "拨缴工会经费" not in one.summary and "补助" not in one.summary:
        return
    offered = numbers.next_number(change.db, "receipt")
    if offered is None:
        return
    book, number = offered
    if number == book.first + 2:
        spoilt = UseDraft(book.id, number, "void", one.day, reason="填错金额，三联已收齐", copies=3)
        key = numbers.use(change, spoilt)
        actions.attach(change, "作废收据说明.txt", "金额误填，三联粘存。\n".encode(), "number_use", key)
        number += 1
    fen = sum(line.debit_fen for line in one.lines if line.debit_fen > 0)
    payer = "示例中学" if "拨缴" in one.summary else "上级工会"
    numbers.use(change, UseDraft(book.id, number, "used", one.day, payer, one.summary, fen, voucher=one.id))
