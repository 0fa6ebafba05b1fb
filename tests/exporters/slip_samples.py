"""Bank slips made by code: one on a page or several, as three banks print them."""

from __future__ import annotations

from dataclasses import dataclass

from invoice_samples import UNION, canvas, draw

from models.kit.money import capitals, yuan


@dataclass(frozen=True)
class Sample:
    """What is printed on a slip."""

    day: str = "2026年03月09日"
    fen: int = 230000
    payer: str = UNION
    payee: str = "南京市鼓楼区百润日用品经营部"
    ref: str = "26030912345678"
    words: str = "支付毛巾礼盒款"
    capitals: str = ""


PAID = Sample()
TAKEN = Sample("2026年03月10日", 84500, "青禾中学", UNION, "26031000000001", "3月会费")
FEE = Sample("2026年03月21日", 1500, UNION, "中国工商银行南京鼓楼支行", "26032100000009", "账户管理费")
ALL = (PAID, TAKEN, FEE)

Words = list[tuple[float, float, float, str]]


def icbc(one: Sample, top: float) -> Words:
    """工商银行: payer and payee beside each other, the words 付款人 upright."""
    rows: Words = [
        (70, top + 8, 5, "中国工商银行 电子回单"),
        (12, top + 14, 3, f"电子回单号码：{one.ref}"), (150, top + 14, 3, f"打印日期：{one.day}"),
    ]  # fmt: skip
    for x, who, name in ((14, "付款人", one.payer), (108, "收款人", one.payee)):
        rows += [(x, top + 20 + at * 5, 3, sign) for at, sign in enumerate(who)]
        rows += [(x + 6, top + 20, 3, "户名"), (x + 22, top + 20, 3, name),
                 (x + 6, top + 25, 3, "账号"), (x + 22, top + 25, 3, "4301 0120 0910 0123 456"),
                 (x + 6, top + 30, 3, "开户银行"), (x + 22, top + 30, 3, "中国工商银行南京鼓楼支行")]  # fmt: skip
    return [
        *rows,
        (14, top + 37, 3, "金额"), (30, top + 37, 3, f"¥{yuan(one.fen)}元"),
        (108, top + 37, 3, "金额（大写）"), (130, top + 37, 3, f"人民币{one.capitals or capitals(one.fen)}"),
        (14, top + 43, 3, "摘要"), (30, top + 43, 3, one.words), (108, top + 43, 3, "业务种类"), (130, top + 43, 3, "转账"),
        (14, top + 49, 3, "交易流水号"), (34, top + 49, 3, one.ref), (108, top + 49, 3, "时间戳"),
        (130, top + 49, 3, one.day.replace("年", "-").replace("月", "-").replace("日", "") + "-10.20.30.123456"),
        (14, top + 55, 3, f"记账网点 00123　记账柜员 00008　记账日期 {one.day}"),
        (14, top + 61, 3, "重要提示：如果您是收款方，请到工行网站验证。验证码：aB3dE5"),
    ]  # fmt: skip


def ccb(one: Sample, top: float) -> Words:
    """建设银行: 全称 with colons, the parties below each other."""
    return [
        (60, top + 8, 5, "中国建设银行单位客户专用回单"),
        (12, top + 15, 3, "币别：人民币"), (80, top + 15, 3, one.day), (140, top + 15, 3, f"流水号：{one.ref}"),
        (12, top + 22, 3, "付款人"), (26, top + 22, 3, f"全称：{one.payer}"),
        (26, top + 27, 3, "账号：32050159"),
        (12, top + 33, 3, "收款人"), (26, top + 33, 3, f"全称：{one.payee}"),
        (26, top + 38, 3, "账号：11080101"),
        (12, top + 44, 3, f"金额：（大写）{one.capitals or capitals(one.fen)}"), (120, top + 44, 3, f"（小写）¥{yuan(one.fen)}"),
        (12, top + 50, 3, f"用途：{one.words}"),
    ]  # fmt: skip


def rural(one: Sample, top: float) -> Words:
    """A rural bank: everything in one column."""
    taken = one.payee == UNION
    return [
        (80, top + 8, 5, "收款回单" if taken else "付款回单"),
        (12, top + 15, 3, f"交易日期：{one.day}"), (100, top + 15, 3, f"凭证号码：{one.ref}"),
        (12, top + 21, 3, f"付款人名称：{one.payer}"), (12, top + 27, 3, f"收款人名称：{one.payee}"),
        (12, top + 33, 3, f"金额：{yuan(one.fen)}"), (100, top + 33, 3, one.capitals or capitals(one.fen)),
        (12, top + 39, 3, f"附言：{one.words}"),
    ]  # fmt: skip


def pdf(samples=ALL, form=icbc, a_page: int = 1) -> bytes:
    """A PDF of these slips, so many on a page of A4."""
    made, page = canvas(210, 297)
    for start in range(0, len(samples), a_page):
        for at, one in enumerate(samples[start : start + a_page]):
            draw(page, form(one, 10 + at * 90), 297)
        page.showPage()
    page.save()
    return made.getvalue()
