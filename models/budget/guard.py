"""Before a voucher is posted or a claim approved: what the budget has to say of it. Nothing is written."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.budget import execution, queries
from models.budget.matching import Matcher, Said
from models.budget.records import BLOCK, EXPENSE, OFF, WARN, BudgetLine, Over, Rule
from models.kit.days import words
from models.kit.money import yuan
from models.ledger import queries as books
from models.ledger.records import Account, Voucher, VoucherDraft

Db = sqlite3.Connection


def look(db: Db, draft: VoucherDraft) -> tuple[Over, ...]:
    """What stands against this draft, the gravest first; empty when nothing does.

    Reversals and closing vouchers are never held up. What is carried into the year, or stands in a
    year before the office had budgets, is not either.
    """
    if draft.reverses is not None or draft.kind != "normal" or _early(db, draft.day.year):
        return ()
    return _look(db, draft, posted=False)


def look_back(db: Db, vouchers: Sequence[Voucher]) -> tuple[Over, ...]:
    """The same of vouchers that a register has just posted, together: they are in the figures already."""
    found: list[Over] = []
    for year in sorted({one.day.year for one in vouchers}):
        mine = [one for one in vouchers if one.day.year == year]
        lines = tuple(
            line.draft for one in mine if one.kind == "normal" and one.reverses is None for line in one.lines
        )
        if lines and not _early(db, year):
            whole = VoucherDraft(max(one.day for one in mine), mine[0].summary, lines)
            found += _look(db, whole, posted=True)
    return tuple(found)


def _early(db: Db, year: int) -> bool:
    """Whether the office had no budgets yet in that year."""
    budgeted = queries.years(db)
    return not budgeted or year < budgeted[0]


def _look(db: Db, draft: VoucherDraft, *, posted: bool) -> tuple[Over, ...]:
    chart = books.accounts_by_id(db, {line.account for line in draft.lines})
    sums = _sums(draft, chart)
    if not any(fen > 0 for fen in sums.values()):
        return ()
    rules = queries.rules(db)
    version = queries.current(db, draft.day.year)
    found = list(_before_approval(db, draft, rules["R061"]))
    if version is not None:
        found += _against_lines(db, draft, (sums, chart, rules), posted=posted)
    return tuple(sorted(found, key=lambda one: one.severity != BLOCK))


def _sums(draft: VoucherDraft, chart: Mapping[int, Account]) -> dict[Said, int]:
    """Expense of the draft by what its lines say of themselves."""
    sums: dict[Said, int] = defaultdict(int)
    for line in draft.lines:
        account = chart.get(line.account)
        if account is not None and account.kind == EXPENSE:
            said = Said(line.account, line.budget_line, line.unit, line.activity, line.earmark)
            sums[said] += line.debit_fen - line.credit_fen
    return sums


def _before_approval(db: Db, draft: VoucherDraft, rule: Rule) -> Iterable[Over]:
    first = queries.original(db, draft.day.year)
    year = draft.day.year
    if rule.severity == OFF or (first and first.approved_on and first.approved_on <= draft.day):
        return
    if first is not None and first.approved_on is not None:
        what = f"{year} 年预算 {words(first.approved_on)}才批准"
    elif queries.draft(db, year) is not None:
        what = f"{year} 年预算还没有批准"
    else:
        what = f"{year} 年还没有编预算"
    yield Over(rule.code, rule.severity, f"{what}，这以前只能付必要的日常开支。")


_Known = tuple[Mapping[Said, int], Mapping[int, Account], Mapping[str, Rule]]


def _against_lines(db: Db, draft: VoucherDraft, known: _Known, *, posted: bool) -> Iterable[Over]:
    sums, chart, rules = known
    paying = draft.source_id if draft.source == "claim" else None
    state = standing(db, draft.day.year, paying, said=sums)
    by_line: dict[int, int] = defaultdict(int)
    loose: dict[int, int] = defaultdict(int)
    for said, fen in sums.items():
        line = state.matcher.line_of(said)
        if line is None and said.account is not None:
            loose[said.account] += fen
        elif line is not None:
            by_line[line] += fen
            yield from _other_earmark(said, state.lines[line], rules["B02"], fen)
    for line, fen in by_line.items():
        if fen > 0:
            before = state.done.get(line, 0) - (fen if posted else 0)
            yield from _over(state, line, (before, fen), rules["B03"])
    for account, fen in loose.items():
        if fen > 0 and rules["R060"].severity != OFF:
            one, split = chart[account], _projects(state, account)
            lacks = f"没有选预算项（{split}）" if split else "没有预算项"
            what = f"“{one.code} {one.full_name}”{lacks}，这次支出 {yuan(fen)} 元。"
            yield Over("R060", rules["R060"].severity, what, None, fen, account)


@dataclass(frozen=True)
class Standing:
    """The lines of a year with what is given, done and committed, fen."""

    lines: Mapping[int, BudgetLine]
    matcher: Matcher
    budget: Mapping[int, int]
    done: Mapping[int, int]
    committed: Mapping[int, int]

    def available_fen(self, line: int) -> int:
        """What is left of a line; negative when it is over."""
        return self.budget[line] - self.done.get(line, 0) - self.committed.get(line, 0)


def standing(
    db: Db, year: int, without_claim: int | None = None, *, said: Iterable[Said] | None = None
) -> Standing:
    """How the lines of the version in force stand over the whole year; `said`: only those it belongs to."""
    version = queries.current(db, year)
    given = queries.amounts(db, version.id) if version else {}
    lines = {one.id: one for one in queries.lines(db, year) if one.id in given}
    matcher = Matcher(db, lines.values())
    done: dict[int, int] = defaultdict(int)
    mine = None
    if said is not None:
        mine = [lines[key] for key in {matcher.line_of(one) for one in said} if key is not None]
    for moved in execution.movements(db, f"{year}-01", f"{year}-12", mine):
        line = matcher.line_of(moved.said)
        if line is not None:
            done[line] += moved.fen
    committed = execution.commitments(db, matcher, year, without_claim)
    return Standing(lines, matcher, {key: one.fen for key, one in given.items()}, done, committed)


def _over(state: Standing, line: int, spent: tuple[int, int], rule: Rule) -> Iterable[Over]:
    """B03: from `param` of the line on a reminder, beyond `param2` a stop."""
    budget, (before, fen) = state.budget[line], spent
    after = before + state.committed.get(line, 0) + fen
    if rule.severity == OFF:
        return
    title = state.lines[line].title
    figures = f"预算 {yuan(budget)} 元，已用 {yuan(before)} 元"
    if state.committed.get(line):
        figures += f"，已批未付 {yuan(state.committed[line])} 元"
    figures += f"，这次 {yuan(fen)} 元"
    limit = budget * (rule.param2 or 10_000) // 10_000
    if after > limit:
        yield Over(
            "B03", rule.severity, f"{title}：{figures}，超出 {yuan(after - limit)} 元。", line, after - limit
        )
    elif after * 10_000 >= budget * (rule.param or 10_000):
        share = after * 100 // budget if budget else 100
        severity = WARN if rule.severity == BLOCK else rule.severity
        yield Over(
            "B03", severity, f"{title}：{figures}，用到 {share}%，还剩 {yuan(budget - after)} 元。", line
        )


def _projects(state: Standing, account: int) -> str:
    """The account's lines that are named for a project: one of them has to be chosen, none is guessed."""
    names = [one.name for one in state.lines.values() if one.account == account and one.name]
    return "、".join(names[:3]) + ("等" if len(names) > 3 else "")


def _other_earmark(said: Said, line: BudgetLine, rule: Rule, fen: int) -> Iterable[Over]:
    """B02: earmarked money pays its own project."""
    if rule.severity != OFF and said.earmark and line.earmark and said.earmark != line.earmark and fen > 0:
        words = f"分录上的专项是“{said.earmark}”，预算项“{line.title}”用的是“{line.earmark}”。"
        yield Over("B02", rule.severity, words, line.id, fen)


def stops(found: Iterable[Over]) -> list[Over]:
    """Those that need a reason before anything is posted."""
    return [one for one in found if one.severity == BLOCK]


def look_at_many(db: Db, drafts: Iterable[VoucherDraft]) -> tuple[str, ...]:
    """The same for vouchers that come in together (imports): the lines that end up over, as sentences.

    History is not held up; what has no line and what came before an approval is counted, not listed.
    """
    together: dict[int, list[VoucherDraft]] = defaultdict(list)
    for draft in drafts:
        if draft.kind == "normal" and draft.reverses is None:
            together[draft.day.year].append(draft)
    said: list[str] = []
    for year in sorted(set(together) & set(queries.years(db))):
        lines = tuple(line for draft in together[year] for line in draft.lines)
        day = max(draft.day for draft in together[year])
        whole = VoucherDraft(day, "", lines)
        said += [one.sentence for one in look(db, whole) if one.code == "B03" and one.over_fen]
    return tuple(said)


def room_words(db: Db, year: int, said: Said) -> tuple[str, bool]:
    """What is left for an expense line while it is typed, and whether that is little.

    ("", False) where there is no budget to compare.
    """
    if queries.current(db, year) is None or said.account is None:
        return "", False
    account = books.accounts_by_id(db, {said.account})[said.account]
    if account.kind != EXPENSE:
        return "", False
    state = standing(db, year, said=[said])
    line = state.matcher.line_of(said)
    if line is None:
        if split := _projects(state, account.id):
            return f"{account.code} {account.name}的预算分了项目，请选预算项：{split}", True
        return f"{account.code} {account.name}没有预算项", True
    one, left, budget = state.lines[line], state.available_fen(line), state.budget[line]
    words = f"预算 {' · '.join(filter(None, (one.place, one.short)))}：还可用 {yuan(left)} 元"
    return f"{words}（预算 {yuan(budget)} 元）", left * 5 <= budget
