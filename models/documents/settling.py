"""From what was met on a paper to what it says: one value a field, or the question why not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from models.documents.capitals import parse_capitals
from models.documents.records import InvoiceFields, SlipRead
from models.kit.days import parse_day
from models.kit.errors import Refused
from models.kit.money import parse, yuan

Told = Mapping[str, Sequence[str]]
Asked = list[tuple[str, str]]

TITLES = {
    "number": "发票号码", "code": "发票代码", "kind": "票种", "day": "开票日期", "seller": "销售方",
    "seller_tax": "销售方税号", "buyer": "购买方", "buyer_tax": "购买方税号", "item": "项目",
    "net_fen": "金额（不含税）", "tax_fen": "税额", "total_fen": "价税合计", "red_of": "被红冲的发票",
    "when": "日期",
}  # fmt: skip
_NEEDED = ("number", "day", "seller", "buyer", "total_fen")
_MOST_ITEMS = 3
_SLIP = {"total_fen": "fen", "when": "day"}  # the fields of a slip have names of their own


def invoice(told: Told, today: date) -> tuple[InvoiceFields, tuple[tuple[str, str], ...]]:
    """The fields of an invoice, and what must be asked: (field, why)."""
    asked: Asked = []
    texts: dict[str, Any] = {
        key: _one(told, key, plain_text, asked) or "" for key in ("kind", "seller", "buyer")
    }
    ids: dict[str, Any] = {
        key: _one(told, key, plain_id, asked) or "" for key in ("code", "seller_tax", "buyer_tax")
    }
    number = _one(told, "number", plain_id, asked) or ""
    day = _one(told, "day", read_day, asked)
    fens: dict[str, Any] = {f"{key}_fen": _one(told, key, read_fen, asked) for key in ("net", "tax", "total")}
    red_of = next((plain_id(one) for one in told.get("red_of", ()) if plain_id(one) != number), "")
    found = InvoiceFields(number=number, day=day, item=_items(told), red_of=red_of, **texts, **ids, **fens)
    asked += _cross(found, told, today)
    known = {field for field, _ in asked}
    for field in _NEEDED:
        if field not in known and getattr(found, field) in ("", None):
            asked.append((field, f"没有读到{TITLES[field]}。"))
    return found, tuple(asked)


def invoice_problems(found: InvoiceFields, today: date) -> Asked:
    """What can't be right in itself, whoever typed it: (field, why)."""
    problems: Asked = []
    if found.number and not _number_fits(found):
        problems.append(("number", "发票号码应是 20 位，或者 8 位加 10 或 12 位的发票代码。"))
    if found.day and found.day > today:
        problems.append(("day", f"开票日期 {found.day} 在今天之后。"))
    net, tax, total = found.net_fen, found.tax_fen, found.total_fen
    if total is not None and net is not None and tax is not None and net + tax != total:
        problems.append(("total_fen", f"金额 {yuan(net)} 加税额 {yuan(tax)} 不等于价税合计 {yuan(total)}。"))
    return problems


def _number_fits(found: InvoiceFields) -> bool:
    number, code = found.number, found.code
    if not number.isdigit() or (code and not code.isdigit()):
        return False
    return len(number) == 20 or (len(number) == 8 and len(code) in (10, 12))


def _cross(found: InvoiceFields, told: Told, today: date) -> Asked:
    """Checks of one field against another."""
    problems = invoice_problems(found, today)
    for text in told.get("capitals", ()):
        fen = parse_capitals(text)
        if fen is not None and found.total_fen is not None and abs(fen) != abs(found.total_fen):
            problems.append(("total_fen", f"大写是 {yuan(fen)}，小写是 {yuan(found.total_fen)}。"))
            break
    if told.get("red") and (found.total_fen or 0) > 0:
        problems.append(("total_fen", "这是红字发票，金额却是正数。"))
    return problems


def _one(told: Told, key: str, read: Callable[[str], Any], asked: Asked) -> Any:
    """The one value that all places agree on; else it is asked."""
    values: dict[Any, str] = {}
    bad = ""
    for text in told.get(key, ()):
        try:
            values.setdefault(_alike(read(text)), text)
        except Refused:
            bad = text
    field = f"{key}_fen" if key in ("net", "tax", "total") else key
    if len(values) > 1:
        both = "、".join(list(values.values())[:2])
        asked.append((field, f"读到两个不同的{TITLES.get(field, '值')}：{both}。"))
        return None
    if not values:
        if bad:
            asked.append((field, f"“{bad}”读不懂。"))
        return None
    return read(next(iter(values.values())))


def _alike(value: Any) -> Any:
    """Two writings of one name are the same value."""
    return name_key(value) if isinstance(value, str) else value


def name_key(text: str) -> str:
    """What two writings of a unit's name have in common: no blanks, one kind of bracket, capital letters."""
    return re.sub(r"[\s·・,，.。]", "", unicodedata.normalize("NFKC", text)).upper()


def plain_text(text: str) -> str:
    """Words without blanks at the ends and without unseen letters."""
    said = "".join(one for one in unicodedata.normalize("NFC", text) if unicodedata.category(one)[0] != "C")
    return said.strip(" :：　")


def plain_id(text: str) -> str:
    """A number of digits and letters: half-width, no blanks."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()


def read_day(text: str) -> date:
    """The day of "2026年03月05日", "2026-03-05 10:20:30", "20260305"."""
    said = re.sub(r"\s", " ", unicodedata.normalize("NFKC", text)).strip()
    found = re.match(r"(\d{4})\s?[年.\-/]\s?(\d{1,2})\s?[月.\-/]\s?(\d{1,2})(?!\d)", said)
    found = found or re.match(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?(?!\d)", said)
    if not found:
        return parse_day(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise Refused(f"“{text}”不是日期。", remedy="请写成 2026-03-05。") from None


def read_fen(text: str) -> int:
    """Fen; an amount of stars (免税) is none."""
    said = text.strip()
    return 0 if said and set(said) <= {"*"} else parse(said.replace("，", ","))


def _items(told: Told) -> str:
    """The first goods by name, without the tax bureau's *class*."""
    names = dict.fromkeys(re.sub(r"^\*[^*]*\*", "", plain_text(one)) for one in told.get("item", ()))
    shown = [name for name in names if name]
    return "、".join(shown[:_MOST_ITEMS]) + ("等" if len(shown) > _MOST_ITEMS else "")


# -- slips ------------------------------------------------------------------------------------


def slip(raw: Mapping[str, Any], ours: Sequence[str]) -> SlipRead:
    """A slip; `ours` are the union's names, by which in and out are told apart."""
    told: Told = raw["fields"]
    asked: Asked = []
    day = _one({"when": told.get("day", ())}, "when", read_day, asked)
    fen = _one({"total": list(told.get("amount", ()))}, "total", read_fen, asked)
    asked = [(_SLIP.get(field, field), why.replace("价税合计", "金额")) for field, why in asked]
    asked += _slip_capitals(told, fen)
    payer, payee = (plain_text(next(iter(told.get(key, ())), "")) for key in ("payer", "payee"))
    direction, partner = _direction(payer, payee, ours, "".join(told.get("way", ())))
    known = {field for field, _ in asked}
    for field, value, what in (
        ("day", day, "日期"),
        ("fen", fen, "金额"),
        ("direction", direction, "收款还是付款"),
    ):
        if field not in known and value in (None, ""):
            asked.append((field, f"没有读到{what}。"))
    return SlipRead(
        raw["page"],
        raw["part"],
        raw["top"],
        raw["bottom"],
        day=day,
        fen=abs(fen) if fen is not None else None,
        direction=direction,
        partner=partner,
        ref=plain_text(next(iter(told.get("ref", ())), "")),
        words=plain_text(next(iter(told.get("words", ())), "")),
        asked=tuple(asked),
    )


def _slip_capitals(told: Told, fen: int | None) -> Asked:
    said = [read for read in (parse_capitals(one) for one in told.get("capitals", ())) if read]
    if fen is not None and said and abs(fen) not in said:
        return [("fen", f"大写是 {yuan(said[0])}，小写是 {yuan(abs(fen))}。")]
    return []


def _direction(payer: str, payee: str, ours: Sequence[str], way: str) -> tuple[str, str]:
    """("in" | "out" | "", the other side)."""
    keys = {name_key(one) for one in ours if one}
    pays, takes = name_key(payer) in keys, name_key(payee) in keys
    if pays != takes:
        return ("out", payee) if pays else ("in", payer)
    if "贷" in way or "收款" in way or "来账" in way:
        return "in", payer
    if "借" in way or "付款" in way or "往账" in way:
        return "out", payee
    return "", payee or payer
