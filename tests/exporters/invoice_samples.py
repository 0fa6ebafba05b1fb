"""Invoices made by code, as sellers send them: XML, OFD, PDF, in the new and the old form; and bad ones."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from models.kit.money import capitals, plain

UNION, UNION_TAX = "青禾中学工会委员会", "81320100MC0123456X"


@dataclass(frozen=True)
class Sample:
    """What is printed on an invoice."""

    number: str = "26322000000012345678"
    code: str = ""
    day: str = "2026年03月05日"
    buyer: str = UNION
    buyer_tax: str = UNION_TAX
    seller: str = "南京市鼓楼区百润日用品经营部（个体工商户）"
    seller_tax: str = "92320106MA1XK2YQ3T"
    items: tuple[tuple[str, str, str], ...] = (
        ("*日用杂品*毛巾礼盒", "1415.93", "184.07"),
        ("*塑料制品*雨伞", "619.47", "80.53"),
    )
    net_fen: int = 203540
    tax_fen: int = 26460
    capitals: str = ""
    note: str = ""
    free: bool = False  # its tax is printed as stars
    kind: str = "电子发票（普通发票）"

    @property
    def total_fen(self) -> int:
        return self.net_fen + self.tax_fen

    @property
    def words(self) -> str:
        """The total in capitals, as invoices write it."""
        return self.capitals or capitals(self.total_fen).replace("元", "圆").replace("负", "（负数）")


BLUE = Sample()
OLD = Sample(
    number="31457806", code="032002100211", day="2026年02月26日", kind="江苏增值税电子普通发票",
    net_fen=99010, tax_fen=990, items=(("*餐饮服务*工作餐", "990.10", "9.90"),), seller="南京桂香餐饮管理有限公司",
    seller_tax="91320104MA1MABC123",
)  # fmt: skip
RED = replace(
    BLUE, number="26322000000087654321", day="2026年04月02日", net_fen=-203540, tax_fen=-26460,
    note=f"被红冲蓝字数电发票号码：{BLUE.number}", items=(("*日用杂品*毛巾礼盒", "-2035.40", "-264.60"),),
)  # fmt: skip


def bureau_xml(one: Sample = BLUE, *, more: str = "") -> bytes:
    """The tax bureau's own XML."""
    day = one.day.replace("年", "-").replace("月", "-").replace("日", "")
    goods = "".join(
        f"<IssuItemInformation><ItemName>{escape(name)}</ItemName><SpecMod/><MeaUnits>套</MeaUnits>"
        f"<Quantity>10</Quantity><Amount>{net}</Amount><TaxRate>0.13</TaxRate><ComTaxAm>{tax}</ComTaxAm>"
        "</IssuItemInformation>"
        for name, net, tax in one.items
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><EInvoice><Header><EIid>{one.number}</EIid><Version>0.2</Version>'
        f"<InherentLabel><InIssuType><LabelCode>{'N' if one.net_fen < 0 else 'Y'}</LabelCode>"
        "<LabelName>是否蓝字发票标志</LabelName></InIssuType><EInvoiceType><LabelCode>01</LabelCode>"
        "<LabelName>电子发票</LabelName></EInvoiceType><GeneralOrSpecialVAT><LabelCode>02</LabelCode>"
        "<LabelName>普通发票</LabelName></GeneralOrSpecialVAT></InherentLabel></Header><EInvoiceData>"
        f"<SellerInformation><SellerIdNum>{one.seller_tax}</SellerIdNum><SellerName>{escape(one.seller)}</SellerName>"
        f"<SellerAddr/></SellerInformation><BuyerInformation><BuyerIdNum>{one.buyer_tax}</BuyerIdNum>"
        f"<BuyerName>{escape(one.buyer)}</BuyerName></BuyerInformation><BasicInformation>"
        f"<TotalAmWithoutTax>{plain(one.net_fen)}</TotalAmWithoutTax><TotalTaxAm>{plain(one.tax_fen)}</TotalTaxAm>"
        f"<TotalTax-includedAmount>{plain(one.total_fen)}</TotalTax-includedAmount>"
        f"<TotalTax-includedAmountInChinese>{one.words}</TotalTax-includedAmountInChinese>"
        f"<Drawer>李敏</Drawer><RequestTime>{day} 10:20:30</RequestTime></BasicInformation>{goods}"
        f"<AdditionalInformation><Remark>{escape(one.note)}</Remark></AdditionalInformation></EInvoiceData>"
        f"<TaxSupervisionInfo><InvoiceNumber>{one.number}</InvoiceNumber><IssueTime>{day} 10:20:31</IssueTime>"
        f"</TaxSupervisionInfo>{more}</EInvoice>"
    ).encode()


def standard_xml(one: Sample = BLUE) -> bytes:
    """The form of the accounting data standard: an XBRL instance."""
    day = one.day.replace("年", "-").replace("月", "-").replace("日", "")
    facts = {
        "InvoiceNumber": one.number, "DateOfIssue": day, "NameOfSeller": one.seller,
        "TaxIdOfSeller": one.seller_tax, "NameOfPurchaser": one.buyer, "TaxIdOfPurchaser": one.buyer_tax,
        "TotalAmountExcludingTax": plain(one.net_fen), "TotalTaxAmount": plain(one.tax_fen),
        "TotalAmountIncludingTax": plain(one.total_fen), "TotalAmountIncludingTaxInWords": one.words,
    }  # fmt: skip
    said = "".join(
        f'<inv:{name} contextRef="now">{escape(value)}</inv:{name}>' for name, value in facts.items()
    )
    return (
        '<?xml version="1.0" encoding="GBK"?><xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance"'
        ' xmlns:inv="http://xbrl.example/einvoice">'
        f'<xbrli:context id="now"/>{said}</xbrli:xbrl>'
    ).encode("gbk")


def zipped(*parts: tuple[str, bytes]) -> bytes:
    """A zip with these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            package.writestr(name, content)
    return made.getvalue()


# -- OFD ----------------------------------------------------------------------------------------


def placed(one: Sample) -> list[tuple[float, float, float, str, str]]:
    """(x, y, size, tag, words) of everything on the page, in millimetres of a page of 210 × 140."""
    old = bool(one.code)
    rows = [(70.0, 14.0, 5.6, "", one.kind)]
    if old:
        rows += [(160, 10, 3.2, "", "发票代码："), (178, 10, 3.2, "InvoiceCode", one.code),
                 (8, 10, 3.2, "", "机器编号：661616305817")]  # fmt: skip
    rows += [(160, 15, 3.2, "", "发票号码："), (177, 15, 3.2, "InvoiceNo", one.number),
             (160, 20, 3.2, "", "开票日期："), (177, 20, 3.2, "IssueDate", one.day)]  # fmt: skip
    rows += _old_parties(one) if old else _new_parties(one)
    top = 52.0
    heads = (
        "货物或应税劳务、服务名称" if old else "项目名称",
        "规格型号",
        "单位",
        "数量",
        "单价",
        "金额",
        "税率/征收率",
        "税额",
    )
    for x, words in zip((10, 60, 78, 92, 108, 132, 155, 185), heads, strict=True):
        rows.append((x, top, 3.0, "", words))
    for at, (name, net, tax) in enumerate(one.items, 1):
        y = top + at * 5
        rows += [(8, y, 3.0, "Item", name), (80, y, 3.0, "", "套"), (95, y, 3.0, "", "10"),
                 (132, y, 3.0, "", net), (158, y, 3.0, "", "13%"), (186, y, 3.0, "", tax)]  # fmt: skip
    rows += [(20, 86, 3.2, "", "合" if old else "合　　计"), *([(34, 86, 3.2, "", "计")] if old else [])]
    rows += [(128, 86, 3.2, "", "¥"), (131, 86, 3.2, "TaxExclusiveTotalAmount", plain(one.net_fen)),
             (182, 86, 3.2, "", "¥"), (185, 86, 3.2, "TaxTotalAmount", "***" if one.free else plain(one.tax_fen))]  # fmt: skip
    rows += [(20, 94, 3.2, "", "价税合计（大写）"), (56, 94, 3.4, "", "⊗" + one.words),
             (140, 94, 3.2, "", "（小写）"), (154, 94, 3.2, "", "¥"),
             (157, 94, 3.2, "TaxInclusiveTotalAmount", plain(one.total_fen))]  # fmt: skip
    if one.note:
        rows.append((14, 104, 3.0, "", one.note))
    rows += [(4, 104 + at * 5, 3.0, "", sign) for at, sign in enumerate("备注")]
    return rows


def _new_parties(one: Sample) -> list[tuple[float, float, float, str, str]]:
    """Buyer and seller beside each other, with what is written upright."""
    rows = [(4, 27 + at * 4.2, 3.0, "", sign) for at, sign in enumerate("购买方信息")]
    rows += [(106, 27 + at * 4.2, 3.0, "", sign) for at, sign in enumerate("销售方信息")]
    return [
        *rows,
        (9, 31.4, 3.0, "", "名称："), (20, 31.4, 3.0, "BuyerName", one.buyer),
        (111, 31.4, 3.0, "", "名称："), (122, 31.4, 3.0, "SellerName", one.seller),
        (9, 41, 2.6, "", "统一社会信用代码/纳税人识别号："), (52, 41, 3.0, "BuyerTaxID", one.buyer_tax),
        (111, 41, 2.6, "", "统一社会信用代码/纳税人识别号："), (154, 41, 3.0, "SellerTaxID", one.seller_tax),
    ]  # fmt: skip


def _old_parties(one: Sample) -> list[tuple[float, float, float, str, str]]:
    """The buyer above, the seller below; the letters of 名称 far apart."""
    return [
        (12, 29, 3.0, "", "名"), (29, 29, 3.0, "", "称："), (36, 29, 3.0, "BuyerName", one.buyer),
        (12, 34, 3.0, "", "纳税人识别号："), (36, 34, 3.0, "BuyerTaxID", one.buyer_tax),
        (12, 39, 3.0, "", "地址、电话："), (115, 34, 3.0, "", "03*7<>8-4+6/2>5"),
        (12, 104, 3.0, "", "名"), (29, 104, 3.0, "", "称："), (36, 104, 3.0, "SellerName", one.seller),
        (12, 109, 3.0, "", "纳税人识别号："), (36, 109, 3.0, "SellerTaxID", one.seller_tax),
        (12, 114, 3.0, "", "地址、电话：南京市建邺区江东中路 1 号"),
    ]  # fmt: skip


def ofd(one: Sample = BLUE, *, xml: bytes | None = None, tags: bool = True, data: bool = True) -> bytes:
    """An OFD: a page of text objects; tags, facts and an XML inside as asked for."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    objects, marks = [], []
    for at, (x, y, size, tag, words) in enumerate(placed(one), 100):
        steps = " ".join(f"{size * (0.5 if sign.isascii() else 1):g}" for sign in words[:-1])
        delta = f' DeltaX="{steps}"' if steps else ""
        objects.append(
            f'<ofd:TextObject ID="{at}" Boundary="{x:g} {y - size:g} {size * len(words):g} {size * 1.2:g}" Size="{size:g}"'
            f' Font="1"><ofd:TextCode X="0" Y="{size * 0.86:g}"{delta}>{escape(words)}</ofd:TextCode></ofd:TextObject>'
        )
        if tag:
            marks.append(f'<ofd:{tag}><ofd:ObjectRef PageRef="1">{at}</ofd:ObjectRef></ofd:{tag}>')
    facts = "".join(
        f'<ofd:CustomData Name="{name}">{escape(value)}</ofd:CustomData>'
        for name, value in (("发票号码", one.number), ("开票日期", one.day), ("合计金额", plain(one.net_fen)),
                            ("合计税额", plain(one.tax_fen)), ("销售方纳税人识别号", one.seller_tax))
    )  # fmt: skip
    parts = [
        ("OFD.xml", f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD {space}><ofd:DocBody><ofd:DocInfo>'
         f"<ofd:CustomDatas>{facts if data else ''}</ofd:CustomDatas></ofd:DocInfo>"
         "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"),
        ("Doc_0/Document.xml", f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea>"
         "<ofd:PhysicalBox>0 0 210 140</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData></ofd:Document>"),
        ("Doc_0/Pages/Page_0/Content.xml", f"<ofd:Page {space}><ofd:Content><ofd:Layer>{''.join(objects)}"
         "</ofd:Layer></ofd:Content></ofd:Page>"),
    ]  # fmt: skip
    if tags:
        parts.append(("Doc_0/Tags/CustomTag.xml", f"<ofd:eInvoice {space}>{''.join(marks)}</ofd:eInvoice>"))
    made = [(name, text.encode()) for name, text in parts]
    if xml is not None:
        made.append(("Doc_0/Attachs/original_invoice.xml", xml))
    return zipped(*made)


def inner_xml(one: Sample) -> bytes:
    """original_invoice.xml as it lies in an OFD."""
    day = one.day.replace("年", "-").replace("月", "-").replace("日", "")
    goods = "".join(
        f"<fp:GoodsInfo><fp:LineNo>{at}</fp:LineNo><fp:Item>{escape(name)}</fp:Item><fp:Amount>{net}</fp:Amount></fp:GoodsInfo>"
        for at, (name, net, _) in enumerate(one.items, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><fp:eInvoice xmlns:fp="http://www.edrm.org.cn/schema/e-invoice/2019">'
        f"<fp:InvoiceCode>{one.code}</fp:InvoiceCode><fp:InvoiceNo>{one.number}</fp:InvoiceNo>"
        f"<fp:IssueDate>{day}</fp:IssueDate><fp:Buyer><fp:BuyerName>{escape(one.buyer)}</fp:BuyerName>"
        f"<fp:BuyerTaxID>{one.buyer_tax}</fp:BuyerTaxID></fp:Buyer>"
        f"<fp:TaxInclusiveTotalAmount>{plain(one.total_fen)}</fp:TaxInclusiveTotalAmount>"
        f"<fp:TaxTotalAmount>{plain(one.tax_fen)}</fp:TaxTotalAmount>"
        f"<fp:TaxExclusiveTotalAmount>{plain(one.net_fen)}</fp:TaxExclusiveTotalAmount>"
        f"<fp:Seller><fp:SellerName>{escape(one.seller)}</fp:SellerName><fp:SellerTaxID>{one.seller_tax}</fp:SellerTaxID>"
        f"</fp:Seller><fp:GoodsInfos>{goods}</fp:GoodsInfos></fp:eInvoice>"
    ).encode()


# -- PDF ----------------------------------------------------------------------------------------


def canvas(wide: float = 210, high: float = 140, **more):
    """(buffer, canvas) of a page in millimetres."""
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    import resources

    if "Sample" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Sample", str(resources.path("fonts/NotoSansSC-Regular.ttf"))))
    made = io.BytesIO()
    return made, Canvas(made, pagesize=(wide * mm, high * mm), invariant=1, **more)


def draw(page, words: list[tuple[float, float, float, str]], high: float = 140) -> None:
    """Words at their places, from the top."""
    from reportlab.lib.units import mm

    for x, y, size, text in words:
        page.setFont("Sample", size * mm)
        page.drawString(x * mm, (high - y) * mm, text)


def pdf(*samples: Sample, facts: bool = False, password: str = "", inner: bytes = b"") -> bytes:
    """A PDF with an invoice on each page."""
    more = {}
    if password:
        from reportlab.lib.pdfencrypt import StandardEncryption

        more["encrypt"] = StandardEncryption(password)
    made, page = canvas(**more)
    for one in samples or (BLUE,):
        # as issuers do: all labels first, all values after them
        words = sorted(placed(one), key=lambda row: bool(row[3]))
        draw(page, [(x, y, size, text) for x, y, size, _, text in words])
        page.showPage()
    page.save()
    data = made.getvalue()
    return (
        with_inside(data, samples[0] if samples else BLUE, facts=facts, inner=inner)
        if facts or inner
        else data
    )


def railway() -> bytes:
    """An electronic railway ticket: another form altogether; radicals instead of letters, wide digits."""
    made, page = canvas(210, 100)
    draw(page, [
        (60, 12, 5, "电⼦发票（铁路电⼦客票）"), (10, 22, 3.2, "发票号码:２６329116804000012345"),
        (140, 22, 3.2, "开票⽇期:2026年03⽉05⽇"), (20, 34, 5, "南京南站"), (120, 34, 5, "上海虹桥站"),
        (20, 48, 3.2, "2026年03月02日 08:05开"), (10, 58, 3.2, "票价:￥139.50"), (10, 66, 3.2, "3201**********0018 许静宜"),
        (10, 80, 3.2, f"购买⽅名称:{UNION}"), (110, 80, 3.2, f"统⼀社会信⽤代码:{UNION_TAX}"),
    ], 100)  # fmt: skip
    page.save()
    return made.getvalue()


def with_inside(data: bytes, one: Sample, *, facts: bool, inner: bytes) -> bytes:
    """The same PDF with its facts in the information dictionary, and an XML attached."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    if facts:
        writer.add_metadata({"/InvoiceNumber": one.number, "/TotalTax-includedAmount": plain(one.total_fen)})
    if inner:
        writer.add_attachment("invoice.xml", inner)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def scan() -> bytes:
    """A PDF with a drawing and no words."""
    made, page = canvas()
    page.rect(20, 20, 200, 100)
    page.save()
    return made.getvalue()
