"""The demo year's vouchers besides dues: levy, activities, welfare, interest, and a few planted slips."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """One voucher of the year. Lines are (account code, debit fen, credit fen)."""

    month: int
    day: int
    summary: str
    attachments: int
    lines: tuple[tuple[str, int, int], ...]
    act: str = ""  # "levy" or "remit": goes through the levy's register
    earmark: str = ""


OPENING = (
    ("101", 126_580, 0),
    ("102", 18_650_042, 0),
    ("162", 4_286_000, 0),
    ("163", 0, 1_342_000),
    ("231", 0, 360_000),
    ("30104", 0, 2_944_000),
    ("321", 0, 1_200_000),
    ("322", 0, 17_216_622),
)


def _pay(month: int, day: int, summary: str, attachments: int, code: str, fen: int) -> Event:
    return Event(month, day, summary, attachments, ((code, fen, 0), ("102", 0, fen)))


def _levy(month: int, total: int) -> Event:
    keep = (total * 60 + 50) // 100
    lines = (("102", total, 0), ("402", 0, keep), ("211", 0, total - keep))
    return Event(month, 16, f"收{month}月拨缴工会经费", 2, lines, "levy")


def _remit(month: int, total: int) -> Event:
    up = total - (total * 60 + 50) // 100
    return Event(month, 22, f"上缴{month}月工会经费 40%", 2, (("211", up, 0), ("102", 0, up)), "remit")


_GRANT = (("102", 500_000, 0), ("40302", 0, 500_000))


def events(members: int) -> list[Event]:
    """The whole year in the order of its days; amounts grow with the office."""
    head = members * 100  # one yuan a head, in fen
    year = [
        event for month in range(1, 13) for event in (_levy(month, head * 150), _remit(month, head * 150))
    ]
    year += [
        _pay(1, 14, "春节前走访慰问困难教职工 6 人", 7, "50405", 600_000),
        _pay(1, 20, "春节慰问品（按名册发放）", 5, "50105", head * 300),
        _pay(2, 24, "退休教职工欢送会茶歇及纪念册", 3, "50105", 186_000),
        _pay(3, 6, "“三八”节插花活动材料费", 4, "50102", head * 12),
        _pay(3, 19, "慰问住院教职工 1 人", 3, "50105", 100_000),
        _pay(3, 27, "职工书屋图书 86 册", 3, "50304", 386_000),
        Event(3, 21, "收一季度存款利息", 1, (("102", 13_862, 0), ("40801", 0, 13_862))),
        _pay(4, 10, "师徒结对读书分享会资料费", 2, "50101", 124_500),
        _pay(4, 24, "教职工春季健步走活动用品", 5, "50102", head * 35),
        _pay(5, 12, "工会干部培训费", 3, "50501", 240_000),
        _pay(5, 29, "慰问生育女教职工 2 人", 4, "50105", 200_000),
        Event(6, 21, "收二季度存款利息", 1, (("102", 14_127, 0), ("40801", 0, 14_127))),
        _pay(6, 18, "端午节慰问品（按名册发放）", 5, "50105", head * 200),
        _pay(7, 3, "付款", 0, "50599", 88_000),  # planted: no papers, a summary that says nothing
        _pay(7, 8, "高温慰问保卫后勤人员", 3, "50402", 96_000),
        _pay(9, 8, "教师节座谈会用品", 3, "50103", 128_000),
        Event(9, 12, "收上级工会职工书屋专项补助", 2, _GRANT, earmark="职工书屋"),
        _pay(9, 19, "中秋、国庆慰问品（按名册发放）", 6, "50105", head * 500),
        Event(9, 21, "收三季度存款利息", 1, (("102", 12_908, 0), ("40801", 0, 12_908))),
        Event(9, 26, "提取备用金", 1, (("101", 200_000, 0), ("102", 0, 200_000))),
        Event(10, 11, "运动会零星用品（现金）", 4, (("50102", 176_540, 0), ("101", 0, 176_540))),
        _pay(10, 16, "秋季教职工趣味运动会奖品", 6, "50102", head * 40),
        _pay(10, 23, "慰问住院教职工 2 人", 5, "50105", 200_000),
        _pay(11, 5, "教职工乒乓球赛裁判及场地费", 4, "50102", 168_000),
        _pay(11, 18, "女教职工健康讲座", 2, "50101", 150_000),
        _pay(12, 10, "优秀俱乐部评选奖品", 4, "50102", 210_000),
        _pay(12, 18, "送温暖慰问困难教职工 4 人", 5, "50405", 400_000),
        Event(12, 21, "收四季度存款利息", 1, (("102", 13_355, 0), ("40801", 0, 13_355))),
    ]
    return sorted(year, key=lambda event: (event.month, event.day))


WRONG = (9, 8, "教师节座谈会用品")  # this voucher is reversed in red and posted anew with the right amount
RIGHT_FEN = 126_000
