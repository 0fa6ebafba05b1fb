"""Changes in the bank's room: accounts, opening items, matches, signing and reopening the sheet."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from models.bank import matching, queries, sheets
from models.bank.records import BANK, BOOK, BY_HAND, BankAccount, Group, Matched, Sheet, Side
from models.kit.days import month_end, month_of, month_words
from models.kit.errors import Refused
from models.kit.money import yuan
from models.store.journal import Change

FINAL = "调节表签字已留下记录，不能撤销；要改请写明原因重新打开。"


# -- accounts ---------------------------------------------------------------------------------


def kept_account(change: Change, account: BankAccount) -> BankAccount:
    """The account with a row of its own; it is made when the office has said nothing about it yet."""
    if account.id:
        row = change.db.execute("select account from bank_account where id = ?", (account.id,)).fetchone()
        if row and row["account"] != account.account:  # 银行存款 was split: its row is its first leaf's now
            change.update("bank_account", account.id, {"account": account.account, "name": account.name})
        return account
    change.insert("bank_account", {"account": account.account, "name": account.name, "kind": account.kind})
    return next(one for one in queries.accounts(change.db) if one.account == account.account)


def describe_account(
    change: Change, account: BankAccount, *, bank: str, number: str, kind: str, approval: str = ""
) -> None:
    """开户行, the tail of the number (only that is kept), kind (basic, fixed, other), 开户许可 number."""
    digits = "".join(letter for letter in number if letter.isdigit())
    if number.strip() and len(digits) < 4:
        raise Refused("账号尾号要写四位数字。", account.name, "请写账号的最后四位。")
    own = kept_account(change, account)
    values = {"bank": bank.strip(), "number_tail": digits[-4:], "kind": kind, "approval": approval.strip()}
    change.update("bank_account", own.id, values)


def file_taken(change: Change, name: str, sha256: str, rows: int) -> None:
    """Note that the file was taken in."""
    at = change.now.isoformat(timespec="seconds")
    change.insert("import_file", {"kind": "bank", "name": name, "sha256": sha256, "rows": rows, "at": at})


# -- opening items ----------------------------------------------------------------------------


def add_opening(change: Change, account: BankAccount, side: str, item: tuple[date, str, int]) -> int:
    """An item that was outstanding before the first statement: (day, words, fen with in positive)."""
    day, words, fen = item
    if not fen:
        raise Refused("未达账项要有金额。", remedy="收入填正数，支出填负数。")
    own = kept_account(change, account)
    _check_unsigned(change, own, "期初未达账项")
    return change.insert(
        "bank_opening", {"bank": own.id, "side": side, "day": day, "words": words.strip(), "fen": fen}
    )


def remove_opening(change: Change, key: int) -> None:
    """Take an opening item away that was entered by mistake; one that is matched stays."""
    used = change.db.execute("select match from bank_match_opening where opening = ?", (key,)).fetchone()
    if used:
        raise Refused("这笔期初未达已经勾对。", remedy="请先取消勾对，再删除。")
    change.delete("bank_opening", key)


def _check_unsigned(change: Change, account: BankAccount, what: str) -> None:
    signed = queries.signed_month(change.db, account)
    if signed:
        raise Refused(
            f"{month_words(signed)}的调节表已签，{what}不能改。", account.name, "请先重新打开调节表。"
        )


# -- matching ---------------------------------------------------------------------------------


def found_matches(
    db: sqlite3.Connection, account: BankAccount, lines: tuple[list[Side], list[Side]] | None = None
) -> Matched:
    """What the passes would find among the free lines (of `lines`, else all); nothing is kept."""
    bank, book = lines or (
        queries.bank_lines(db, account, free=True),
        queries.book_lines(db, account, free=True),
    )
    start = queries.start_day(db, account)
    first = start - timedelta(days=matching.REF) if start else date.min
    return matching.match(
        [line for line in bank if not line.match],
        [line for line in book if not line.match and (line.day >= first or line.id < 0)],
        queries.paper_numbers(db),
    )


def match_automatically(change: Change, account: BankAccount) -> Matched:
    """The passes over everything that is free; what is ambiguous is only offered."""
    own = kept_account(change, account)
    found = found_matches(change.db, own)
    _keep(change, own, found.groups)
    return found


def _keep(change: Change, account: BankAccount, groups: Sequence[Group]) -> None:
    at = change.now.isoformat(timespec="seconds")
    names = ("bank", "pass", "reason", "by", "at")
    ids = change.insert_all(
        "bank_match", names, [(account.id, one.number, one.reason, change.actor, at) for one in groups]
    )
    bank, book, opening = [], [], []
    for key, group in zip(ids, groups, strict=True):
        bank += [(key, line) for line in group.bank if line > 0]
        book += [(key, line) for line in group.book if line > 0]
        opening += [(key, -line) for line in (*group.bank, *group.book) if line < 0]
    change.insert_all("bank_match_bank", ("match", "bank_line"), bank)
    change.insert_all("bank_match_book", ("match", "voucher_line"), book)
    change.insert_all("bank_match_opening", ("match", "opening"), opening)


def match_by_hand(
    change: Change, account: BankAccount, bank: Iterable[int], book: Iterable[int], reason: str = ""
) -> int:
    """One group of these lines; the sums of both sides must be equal. Returns its id."""
    own = kept_account(change, account)
    sides = {
        BANK: queries.ids_of(queries.bank_lines(change.db, own, free=True)),
        BOOK: queries.ids_of(queries.book_lines(change.db, own, free=True)),
    }
    chosen = {BANK: _chosen(sides[BANK], bank), BOOK: _chosen(sides[BOOK], book)}
    if not chosen[BANK] and not chosen[BOOK]:
        raise Refused("还没有勾选要对的行。", remedy="请在两边各勾选要对的行。")
    sums = {side: sum(line.fen for line in lines) for side, lines in chosen.items()}
    if sums[BANK] != sums[BOOK]:
        raise Refused(
            f"两边金额不相等：对账单 {yuan(sums[BANK])}，账上 {yuan(sums[BOOK])}，"
            f"差 {yuan(abs(sums[BANK] - sums[BOOK]))}。",
            remedy="请再勾选或取消几行，到差额为 0。",
        )
    ids = {side: tuple(line.id for line in lines) for side, lines in chosen.items()}
    _keep(change, own, [Group(BY_HAND, reason.strip() or "手工勾对", ids[BANK], ids[BOOK])])
    return int(change.db.execute("select max(id) from bank_match").fetchone()[0])


def _chosen(free: dict[int, Side], wanted: Iterable[int]) -> list[Side]:
    wanted = list(dict.fromkeys(wanted))
    if any(key not in free for key in wanted):
        raise Refused("勾选的行里有已经勾对过的。", remedy="请刷新后再看。")
    return [free[key] for key in wanted]


def unmatch(change: Change, key: int) -> None:
    """取消勾对. A group of a signed month is refused: its sheet is reopened first, with a reason."""
    row = queries.match_of(change.db, key)
    if row["locked"]:
        raise Refused("这组勾对所在月份的调节表已签。", remedy="请先写明原因重新打开调节表，再取消勾对。")
    for table in ("bank_match_bank", "bank_match_book", "bank_match_opening"):
        for one in change.db.execute(f"select id from {table} where match = ?", (key,)).fetchall():
            change.delete(table, one["id"])
    change.delete("bank_match", key)


# -- the sheet --------------------------------------------------------------------------------


def sign(change: Change, account: BankAccount, month: str, prepared_by: str, reviewed_by: str) -> None:
    """签字: the sheet of a month is right and stays; everything up to it is locked. Raises `Refused`."""
    own = kept_account(change, account)
    sheet = sheets.sheet(change.db, own, month)
    _check_signable(change, sheet, prepared_by)
    row = change.db.execute(
        "select id from reconciliation where bank = ? and month = ?", (own.id, month)
    ).fetchone()
    values = {
        "book_fen": sheet.book_fen, "bank_fen": sheet.bank_fen, "adjusted_book_fen": sheet.adjusted_book_fen,
        "adjusted_bank_fen": sheet.adjusted_bank_fen, "prepared_by": prepared_by.strip(),
        "reviewed_by": reviewed_by.strip(), "by": change.actor,
        "at": change.now.isoformat(timespec="seconds"),
    }  # fmt: skip
    if row is None:
        key = change.insert("reconciliation", {"bank": own.id, "month": month, "state": "draft", **values})
    else:
        key = row["id"]
        for old in change.db.execute(
            "select id from reconciliation_item where reconciliation = ?", (key,)
        ).fetchall():
            change.delete("reconciliation_item", old["id"])
        change.update("reconciliation", key, {**values, "state": "draft"})
    _keep_items(change, key, sheet)
    change.update("reconciliation", key, {"state": "signed"})
    for match in change.db.execute(sheets.COMPLETE, (own.id, month_end(month).isoformat(), 0)).fetchall():
        change.update("bank_match", match["id"], {"locked": 1})
    change.final(FINAL)


def _check_signable(change: Change, sheet: Sheet, prepared_by: str) -> None:
    words, month = month_words(sheet.month), sheet.month
    if sheet.state == "signed":
        raise Refused(f"{words}的调节表已经签过。")
    if queries.signed_month(change.db, sheet.account) > month:
        raise Refused(f"{words}以后的调节表已签，不能再签{words}。", remedy="请先重新打开后面的调节表。")
    if month_of(change.today) <= month:
        raise Refused(f"{words}还没有过完，不能签调节表。", remedy="请到下个月再签。")
    if sheet.bank_fen is None:
        raise Refused(f"{words}还没有对账单。", sheet.account.name, "请先导入对账单。")
    if sheet.difference_fen:
        gap = yuan(abs(sheet.difference_fen))
        raise Refused(
            f"调节后两边相差 {gap} 元，不能签。", f"{sheet.account.name} {words}",
            "请找出原因：漏导入的对账单、期初未达账项，或记错的金额。",
        )  # fmt: skip
    drafts = queries.drafts(change.db, sheet.account, sheet.day)
    if drafts:
        raise Refused(
            f"还有 {len(drafts)} 笔银行存款的草稿没有记账，签了以后就不能再记进{words}。",
            f"{drafts[0].day} {drafts[0].words}", "请先把草稿记账并勾对，或者把日期改到以后。",
        )  # fmt: skip
    if not prepared_by.strip():
        raise Refused("还没有写编制人。", remedy="请写上谁编的这张表。")


def _keep_items(change: Change, key: int, sheet: Sheet) -> None:
    change.insert_all(
        "reconciliation_item",
        ("reconciliation", "kind", "day", "words", "fen", "bank_line", "voucher_line"),
        [
            (
                key, one.kind, one.day, one.words, one.fen,
                one.side_id if one.kind.startswith(BANK) and one.side_id > 0 else None,
                one.side_id if one.kind.startswith(BOOK) and one.side_id > 0 else None,
            )
            for one in sheet.items
        ],
    )  # fmt: skip


def reopen(change: Change, account: BankAccount, month: str, reason: str) -> None:
    """重新打开: the latest signed sheet may be changed again; the reason stays on it."""
    signed = queries.signed_month(change.db, account)
    if month != signed:
        what = f"{month_words(month)}的调节表没有签。" if month > signed else "要从最后签的月份开始重新打开。"
        raise Refused(what, account.name, f"最后签的是{month_words(signed)}。" if signed else "")
    if not reason.strip():
        raise Refused("重新打开调节表要写明原因。")
    row = change.db.execute(
        "select id from reconciliation where bank = ? and month = ?", (account.id, month)
    ).fetchone()
    change.update("reconciliation", row["id"], {"state": "reopened", "reason": reason.strip()})
    earlier = queries.signed_month(change.db, account)
    kept = {
        one["id"]
        for one in change.db.execute(
            sheets.COMPLETE, (account.id, month_end(earlier).isoformat() if earlier else "", 1)
        ).fetchall()
    }
    locked = change.db.execute("select id from bank_match where bank = ? and locked = 1", (account.id,))
    for one in locked.fetchall():
        if one["id"] not in kept:
            change.update("bank_match", one["id"], {"locked": 0})
    change.final("重新打开调节表已留下记录，不能撤销。")
