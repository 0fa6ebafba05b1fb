"""Opens what a reminder, a routine or a check names ("dues:2026-03"), and says with which verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ui.navigation import Context

Opener = Callable[[Context, str], object]


@dataclass(frozen=True)
class Way:
    """How one kind of thing looks in a list, and what its verbs open."""

    icon: str
    room: str
    verbs: tuple[tuple[str, Opener], ...]


def way_of(where: str) -> Way:
    """The way for a `where`; what is unknown has no verb."""
    return _WAYS.get(where.partition(":")[0], _UNKNOWN)


def open_where(context: Context, where: str, verb: int = 0) -> None:
    """Do the verb of that place (0: the first). Nothing happens when it has none."""
    verbs = way_of(where).verbs
    if verb < len(verbs):
        verbs[verb][1](context, where.partition(":")[2])


def _page(key: str, **fixed: object) -> Opener:
    """Opens a page; a value "*" stands for what follows the colon, "#" for the same as a number."""

    def act(context: Context, of: str) -> object:
        given = {
            name: of if value == "*" else int(of) if value == "#" else value for name, value in fixed.items()
        }
        return context.open_page(key, **given)

    return act


_UNKNOWN = Way("info", "", ())
_WAYS = {
    "period": Way("book-open", "账簿", (("去结账", _page("settings", part="months", month="*")),)),
    "arrears": Way("wallet", "会费", (("看欠缴", _page("dues", view="arrears", year="#")),)),
    "dues": Way(
        "wallet",
        "会费",
        (
            ("登记", _page("dues_receive", month="*")),
            ("看名单", _page("dues", view="matrix", month="*")),
        ),
    ),
    "dues-batch": Way("banknote", "会费", (("登记到账", _page("dues", view="batches", batch="#")),)),
    "bank": Way("landmark", "银行", (("去对账", _page("bank", month="*")),)),
    "vouchers": Way("receipt-text", "凭证", (("去记账", _page("vouchers", state="draft")),)),
    "claims": Way("file-check", "审批单", (("查看", _page("claims", show="*")),)),
    "backup": Way("hard-drive-download", "备份", (("去备份", _page("backup")),)),
    "work-item": Way("calendar-days", "行事历", (("查看", _page("calendar", item="#")),)),
    "birthdays": Way("gift", "会员", (("看名单", _page("calendar", month="*")),)),
    "retirements": Way("user", "会员", (("看名单", _page("calendar", month="*")),)),
    "member": Way("user", "会员", (("查看", _page("members", member="#")),)),
}
