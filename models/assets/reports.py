"""Asset and goods papers: register, card, labels, depreciation, tie-out, count, stock."""

from __future__ import annotations

from models.assets import counting, queries
from models.assets.records import DISPOSALS, FUNDS, HOW, STATES, Asset
from models.entry import MONTH, NOW, SPAN, YEAR, Asked, Entry
from models.kit.days import month_end, month_words, words
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import queries as books
from models.ledger.books import span_words
from models.office import Office
from models.papers import LabelPaper
from models.report import As, Column, Kind, Paper, Report, Row

_WIDE = Paper(landscape=True, row_height=6.5, text_size=8.5)


def register(office: Office, month: str) -> Report:
    """固定资产登记簿 at the end of a month: every card under its class, with sums."""
    columns = (
        Column("编号", As.CODE, 18), Column("名称", As.LONG, 40), Column("规格", As.TEXT, 26),
        Column("数量", As.COUNT, 12, total=True), Column("取得日期", As.DAY, 21), Column("年限", As.TEXT, 12),
        Column("原值", As.MONEY, 25, total=True), Column("累计折旧", As.MONEY, 25, total=True, zero="0.00"),
        Column("净值", As.MONEY, 25, total=True, zero="0.00"), Column("存放地点", As.TEXT, 26),
        Column("保管人", As.TEXT, 17), Column("状态", As.MARK, 14),
    )  # fmt: skip
    held = [one for one in queries.assets(office.db, until=month, booked=True) if _there(one, month)]
    rows: list[Row] = []
    for kind, cards in queries.in_order(held).items():
        rows.append(Row((kind,) + (None,) * 11, Kind.GROUP))
        rows += [_card_row(one) for one in cards]
        rows.append(_sum_row(f"{kind}小计", cards))
    return Report(
        "asset-register", "固定资产登记簿", columns, tuple(rows), period=words(month_end(month)),
        signatures=("会计主管", "复核", "保管", "制表"), paper=_WIDE, frozen=2,
        legend="学校行政购置、留在学校账上的资产只登记，不入工会账；带“校”的行不计入账卡核对。",
    )  # fmt: skip


def _there(one: Asset, month: str) -> bool:
    gone = one.disposed_on is not None and f"{one.disposed_on:%Y-%m}" <= month
    return f"{one.acquired_on:%Y-%m}" <= month and not gone


def _card_row(one: Asset) -> Row:
    life = f"{one.life_months / 12:g} 年" if one.life_months else "不提"
    state = STATES[one.state] + ("·校" if one.fund == "school" else "")
    cells = (
        one.number, one.name, one.spec, one.quantity, one.acquired_on, life, one.cost_fen,
        one.accumulated_fen, one.net_fen, one.place, one.keeper, state,
    )  # fmt: skip
    return Row(cells, link=f"asset:{one.id}")


def _sum_row(label: str, cards: list[Asset]) -> Row:
    cells = (
        label, None, None, sum(one.quantity for one in cards), None, None,
        sum(one.cost_fen for one in cards), sum(one.accumulated_fen for one in cards),
        sum(one.net_fen for one in cards), None, None, None,
    )  # fmt: skip
    return Row(cells, Kind.SUBTOTAL)


def card(office: Office, number: str) -> Report:
    """固定资产卡片: what one card says, with its depreciation by year."""
    one = queries.asset_by_number(office.db, number)
    half = (Column("项目", As.TEXT, 32), Column("内容", As.LONG, 58))
    said = (
        ("编号", one.number, "名称", one.name),
        ("类别", one.kind.name, "规格型号", one.spec),
        ("数量", f"{one.quantity} {one.unit_word}", "单价（元）", yuan(one.cost_fen // one.quantity)),
        ("原值（元）", yuan(one.cost_fen), "取得方式", HOW[one.how]),
        ("资金来源", FUNDS[one.fund], "取得日期", words(one.acquired_on)),
        ("使用年限", f"{one.life_months / 12:g} 年" if one.life_months else "不计提", "月折旧（元）",
         yuan(one.monthly_fen)),
        ("累计折旧（元）", yuan(one.accumulated_fen), "净值（元）", yuan(one.net_fen)),
        ("存放地点", one.place, "保管人", one.keeper),
        ("状态", STATES[one.state], "备注", one.note),
        ("处置日期", words(one.disposed_on) if one.disposed_on else "", "处置方式",
         DISPOSALS.get(one.disposal, "")),
        ("批准文号", one.approval, "处置净收入（元）", yuan(one.proceeds_fen) if one.disposed_on else ""),
    )  # fmt: skip
    rows = [Row(cells) for cells in said]
    years = office.db.execute(
        "select substr(month, 1, 4), sum(fen) from depreciation where asset = ? group by 1 order by 1",
        (one.id,),
    )
    rows += [Row((f"{year} 年折旧（元）", yuan(fen), None, None)) for year, fen in years]
    return Report(
        "asset-card", "固定资产卡片", (*half, *half), tuple(rows), measure="", total="",
        signatures=("保管人", "复核", "制表"), paper=Paper(row_height=9.0, text_size=9.5),
    )  # fmt: skip


def depreciation(office: Office, first: str, last: str) -> Report:
    """折旧计提表 of a span: what was taken, or what is still to be taken when nothing was."""
    columns = (
        Column("编号", As.CODE, 20), Column("名称", As.LONG, 44), Column("原值", As.MONEY, 28, total=True),
        Column("月折旧", As.MONEY, 24), Column("本期折旧", As.MONEY, 26, total=True),
        Column("累计折旧", As.MONEY, 28, total=True), Column("净值", As.MONEY, 28, total=True, zero="0.00"),
        Column("凭证", As.TEXT, 30),
    )  # fmt: skip
    done = queries.taken(office.db, first, last)
    rows = [
        Row((one.number, one.name, one.cost_fen, one.monthly_fen, fen, one.accumulated_fen, one.net_fen,
             books.voucher(office.db, voucher).name), link=f"voucher:{voucher}")
        for one, voucher, fen in done
    ]  # fmt: skip
    if not rows:
        rows = [
            Row((one.asset.number, one.asset.name, one.asset.cost_fen, one.asset.monthly_fen, one.fen,
                 one.asset.accumulated_fen + one.fen, one.asset.net_fen - one.fen, "未计提"))
            for one in queries.due(office.db, first, last)
        ]  # fmt: skip
    return Report(
        "asset-depreciation", "固定资产折旧计提表", columns, tuple(rows), period=span_words(first, last),
        signatures=("会计主管", "复核", "制表"), paper=_WIDE,
    )  # fmt: skip


def tie_out(office: Office, month: str) -> Report:
    """资产账卡核对表: registers against ledger accounts."""
    columns = (
        Column("科目", As.TEXT, 60), Column("登记簿", As.MONEY, 36, zero="0.00"),
        Column("账簿", As.MONEY, 36, zero="0.00"), Column("差额", As.MONEY, 30, zero="0.00"),
        Column("核对", As.MARK, 16),
    )  # fmt: skip
    rows = tuple(
        Row((tie.account, tie.register_fen, tie.ledger_fen, tie.register_fen - tie.ledger_fen,
             "相符" if tie.ok else "不符"))
        for tie in queries.ties(office.db, month)
    )  # fmt: skip
    return Report(
        "asset-tie-out", "资产账卡核对表", columns, rows, period=words(month_end(month)), total="",
        signatures=("会计主管", "复核", "保管", "制表"),
    )  # fmt: skip


def count_sheet(office: Office, kind: str) -> Report:
    """盘点表 of the latest count, or a blank one of what the register holds."""
    titles = {"asset": "固定资产盘点表", "goods": "库存物品盘点表"}
    columns = (
        Column("编号", As.CODE, 20), Column("名称", As.LONG, 46), Column("规格", As.TEXT, 28),
        Column("单位", As.MARK, 12), Column("存放地点", As.TEXT, 28), Column("保管人", As.TEXT, 18),
        Column("账面数", As.COUNT, 16, total=True), Column("实盘数", As.COUNT, 16),
        Column("盈亏", As.COUNT, 14),
        Column("账面金额", As.MONEY, 26, total=True), Column("原因和处理", As.LONG, 36),
    )  # fmt: skip
    one = counting.latest(office.db, kind)
    lines = one.lines if one else counting.held(office.db, kind)
    if not lines:
        raise Refused("登记簿里没有可以盘点的东西。", titles[kind], "请先在“资产”页登记。")
    rows = tuple(
        Row((line.number, line.name, line.spec, line.unit_word, line.place, line.keeper, line.book,
             line.found, line.gap or None, line.fen, line.note))
        for line in lines
    )  # fmt: skip
    who = (one.counter, one.witness) if one else ("", "")
    signatures = (f"盘点人 {who[0]}".strip(), f"监盘人 {who[1]}".strip(), "保管人", "财务负责人")
    return Report(
        f"{kind}-count",
        titles[kind],
        columns,
        rows,
        period=words(one.day if one else office.today()),
        signatures=signatures,
        paper=_WIDE,
    )


def stock(office: Office, month: str) -> Report:
    """库存物品收发存表 of a month: opening, in, out, left, pieces and money."""
    columns = (
        Column("物品", As.LONG, 52), Column("单位", As.MARK, 12),
        Column("数量", As.COUNT, 16, group="月初"), Column("金额", As.MONEY, 24, total=True, group="月初"),
        Column("数量", As.COUNT, 16, group="收入"), Column("金额", As.MONEY, 24, total=True, group="收入"),
        Column("数量", As.COUNT, 16, group="发出"), Column("金额", As.MONEY, 24, total=True, group="发出"),
        Column("数量", As.COUNT, 16, group="月末"), Column("金额", As.MONEY, 24, total=True, group="月末"),
    )  # fmt: skip
    rows = []
    for one in queries.goods(office.db, closed=True):
        moves = queries.moves(office.db, one.id, last=month)
        before = [move for move in moves if f"{move.day:%Y-%m}" < month]
        within = [move for move in moves if f"{move.day:%Y-%m}" == month]
        came = [move for move in within if move.quantity > 0]
        went = [move for move in within if move.quantity < 0]
        cells: list[object] = [one.title, one.unit_word]
        for group, sign in ((before, 1), (came, 1), (went, -1), (moves, 1)):
            cells += [
                sign * sum(move.quantity for move in group) or None,
                sign * sum(move.fen for move in group),
            ]
        if moves:
            rows.append(Row(tuple(cells), link=f"goods:{one.id}"))
    return Report(
        "goods-stock", "库存物品收发存表", columns, tuple(rows), period=month_words(month),
        signatures=("会计主管", "复核", "保管", "制表"), paper=_WIDE,
    )  # fmt: skip


def labels(office: Office, number: str = "") -> list[LabelPaper]:
    """固定资产标签 of what is held, one for each piece (a lot of books has one), or of one card only."""
    found = [queries.asset_by_number(office.db, number)] if number else queries.assets(office.db, gone=False)
    made: list[LabelPaper] = []
    for one in found:
        pieces = 1 if one.kind.kind == "book" else one.quantity
        for piece in range(1, pieces + 1):
            part = f"（{piece}/{pieces}）" if pieces > 1 else ""
            made.append(
                LabelPaper(
                    office.unit_name, f"{one.number}{part}", one.name, one.kind.name, one.acquired_on,
                    one.place, one.keeper,
                )
            )  # fmt: skip
    if not made:
        raise Refused("还没有登记固定资产。", "固定资产标签", "请先在“资产”页登记卡片。")
    return made


def _of_card(office: Office, asked: Asked) -> Report:
    return card(office, asked.of)


ENTRIES: tuple[Entry, ...] = (
    Entry("asset-register", "固定资产登记簿", "资产", SPAN, lambda o, a: register(o, a.last)),
    Entry("asset-card", "固定资产卡片", "资产", NOW, _of_card, of="asset"),
    Entry(
        "asset-labels",
        "固定资产标签",
        "资产",
        NOW,
        lambda o, a: labels(o, a.of),
        of="asset",
        of_optional=True,
        forms=True,
    ),
    Entry(
        "asset-depreciation",
        "固定资产折旧计提表",
        "资产",
        SPAN,
        lambda o, a: depreciation(o, a.first, a.last),
    ),
    Entry("asset-tie-out", "资产账卡核对表", "资产", SPAN, lambda o, a: tie_out(o, a.last)),
    Entry("asset-count", "固定资产盘点表", "资产", YEAR, lambda o, _: count_sheet(o, "asset")),
    Entry("goods-count", "库存物品盘点表", "资产", YEAR, lambda o, _: count_sheet(o, "goods")),
    Entry("goods-stock", "库存物品收发存表", "资产", MONTH, lambda o, a: stock(o, a.first)),
)
