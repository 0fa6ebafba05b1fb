"""The demo year's budget: approved in January, with quotas of the branches and one line that goes over."""

from __future__ import annotations

from datetime import date

from models.budget import actions, facts, posting, queries, quotas
from models.budget.records import LinePlan
from models.ledger import queries as accounts
from models.ledger.records import LineDraft, VoucherDraft
from models.office import Office

OVER = "春节走访增加 2 户困难职工，主席办公会同意"  # why 送温暖费 went over its line in January
_INCOME = (
    ("402", 18_144_000, "全年工资总额 1,512 万元 × 2% × 留成 60%"),
    ("40302", 500_000, "上级工会书屋专项，按上年数"),
    ("40801", 55_000, "存款利息，按上年数"),
)
_EXPENSE = (
    ("50101", 300_000, "读书分享 1 次、健康讲座 1 次"),
    ("50102", 2_300_000, "健步走、运动会、乒乓球赛、“三八”插花"),
    ("50103", 150_000, "教师节座谈会"),
    ("50105", 17_600_000, "168 人春节 300、端午 200、中秋国庆 500，加住院、生育、退休慰问"),
    ("50304", 500_000, "职工书屋图书"),
    ("50402", 100_000, "高温慰问"),
    ("50404", 300_000, "困难职工帮扶 3 户"),
    ("50405", 560_000, "春节走访 4 户、冬季送温暖"),
    ("50501", 400_000, "工会干部培训"),
    ("50502", 200_000, "会员代表大会"),
    ("50599", 150_000, "银行手续费、印刷"),
    ("50702", 1_200_000, "办公设备更新"),
)
_QUOTA_FEN = 6_000  # a head and year, for activities of the branch itself
# month, day, which branch, percent of its quota, what for
_OUTINGS = ((5, 29, 0, 38, "第一分工会春游活动用品"), (10, 30, 1, 31, "第二分工会秋季健身活动"))


_ADJUSTED = {"50102": 250_000, "50304": 50_000, "50702": -300_000}  # fen more or less


def lay(office: Office, year: int) -> None:
    """The draft, with quotas by the roster of 1 January."""
    with office.change(f"编制{year}年预算") as change:
        made = actions.begin(change, year)
        dues = facts.dues_expected(change.db, year)
        if dues is not None:
            account = accounts.account_by_code(change.db, "401").id
            fen = dues.fen // 10_000 * 10_000
            actions.add_line(change, made.id, LinePlan(account, fen, basis=dues.words))
        for code, fen, basis in _INCOME + _EXPENSE:
            account = accounts.account_by_code(change.db, code).id
            actions.add_line(change, made.id, LinePlan(account, fen, basis=basis))
        activities = accounts.account_by_code(change.db, "50102").id
        plan = quotas.QuotaPlan(activities, "分工会活动", _QUOTA_FEN, date(year, 1, 1))
        if facts.heads_by_unit(change.db, plan.roster_day):
            quotas.lay_quotas(change, made.id, plan)
        actions.set_head(change, made.id, {"use_surplus_fen": 8_000_000})
        actions.review(change, made.id)


def approve(office: Office, year: int) -> None:
    """Approved by the union above, and put up for the members."""
    with office.change(f"批准{year}年预算") as change:
        version = change.db.execute("select id from budget where year = ?", (year,)).fetchone()["id"]
        actions.approve(change, version, actions.Approval(change.today, f"区教工〔{year}〕3 号"))
        actions.publish(change, version)


def adjust(office: Office, year: int) -> None:
    """The year's one adjustment, in September: less equipment, more for the sports meeting and books."""
    with office.change(f"调整{year}年预算") as change:
        made = actions.begin(change, year)
        actions.set_head(change, made.id, {"reason": "秋季运动会扩大规模，添置图书；设备更新推迟"})
        given = queries.amounts(change.db, made.id)
        for line in queries.lines(change.db, year):
            if line.code in _ADJUSTED and not line.name:
                one = given[line.id]
                fen = one.fen + _ADJUSTED[line.code]
                actions.change_line(
                    change, made.id, line.id, LinePlan(line.account, fen, source=one.source, basis=one.basis)
                )
        actions.review(change, made.id)
        actions.approve(change, made.id, actions.Approval(change.today, f"区教工〔{year}〕27 号"))


def outings(office: Office, month: int) -> None:
    """What branches spent of their quotas in a month."""
    held = quotas.unit_quotas(office.db, f"{office.today():%Y-%m}")
    for number, day, at, share, summary in _OUTINGS:
        if number == month and at < len(held):
            fen = max(100, held[at].quota_fen * share // 10_000 * 100)
            lines = (
                LineDraft(accounts.account_by_code(office.db, "50102").id, fen, unit=held[at].unit),
                LineDraft(accounts.account_by_key(office.db, "bank"), 0, fen),
            )
            draft = VoucherDraft(date(office.today().year, number, day), summary, lines, attachments=4)
            with office.change(f"记账：{summary}") as change:
                posting.post(change, draft)


def settle(office: Office, month: str) -> None:
    """The first branch settles the half year; its leader signs."""
    held = quotas.unit_quotas(office.db, month)
    if not held:
        return
    row = office.db.execute("select name from member where unit = ? order by id", (held[0].unit,)).fetchone()
    with office.change(f"{held[0].name}结算") as change:
        key = quotas.settle(change, held[0].unit, month)
        quotas.sign(change, key, change.today, row["name"])
