"""The ONE list of pages, and what every page is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.office import Office
    from ui.bus import Bus
    from ui.dialogs.say import Say
    from ui.jobs import Runner
    from ui.memory import Memory
    from ui.widgets.drafts import DraftStore
    from ui.widgets.page import PageWidget

Verb = tuple[str, Callable[[], None]]  # what a link says and does


@dataclass(eq=False, repr=False)
class Context:
    """Everything a page may use. One per window; `period` and `office.actor` change while it is open.

    office      the window's own connection: read with it, write with `office.change(…)` when it takes
                less than 50 ms, otherwise in a job (`page.run(…, writes=True)`)
    open_page   open_page("members", member=7): opens or raises the tab and calls `page.open(member=7)`
    close_page  close_page(page): close its tab
    say         boxes: say.tell, say.refuse(Refused), say.confirm, say.error
    toast       toast("已导出 168 人", "花名册.xlsx", (("打开", act), ("打开文件夹", act)))
    status      status("已选 3 人 · 合计 85.30"): right side of the status bar, "" clears it
    period      the month in the top bar, "2026-03"
    """

    office: Office
    runner: Runner
    bus: Bus
    say: Say
    memory: Memory
    drafts: DraftStore
    period: str
    open_page: Callable[..., PageWidget | None] = field(default=lambda key, **where: None)
    close_page: Callable[[PageWidget], None] = field(default=lambda page: None)
    toast: Callable[..., None] = field(default=lambda text, note="", verbs=(): None)
    status: Callable[[str], None] = field(default=lambda text: None)
    set_badge: Callable[[str, int], None] = field(default=lambda key, count: None)

    @property
    def user(self) -> str:
        """The name of who sits here, "" when nobody is chosen."""
        actor = getattr(self.office, "actor", None)
        return getattr(actor, "name", "") or ""

    def set_period(self, month: str) -> None:
        """Look at another month ("2026-03"): the top bar and all pages hear of it."""
        if month != self.period:
            self.period = month
            self.bus.period_changed.emit(month)


@dataclass(frozen=True)
class Page:
    """One page. `make(context)` imports and builds it when it is opened for the first time.

    group  caption in the navigation ("日常"), "" stands before all groups, "foot" at the bottom,
           "hidden" for pages that are reached from others; then `under` says which row is lit
    keys   words and pinyin initials by which the command box finds it
    many   each different `where` of `open_page` gets a tab of its own (a voucher, a member)
    """

    key: str
    title: str
    icon: str
    group: str
    make: Callable[[Context], PageWidget]
    keys: tuple[str, ...] = ()
    many: bool = False
    under: str = ""


def lazy(module: str, name: str) -> Callable[[Context], Any]:
    """`lazy("members", "MembersPage")`: ui/pages/members.py is imported when the page is opened."""

    def make(context: Context) -> Any:
        return getattr(import_module(f"ui.pages.{module}"), name)(context)

    return make


DAILY, BOOKS, WATCH = "日常", "账务", "监督与资料"

# To add a page: a widget in ui/pages/, one line here, one help text resources/texts/<key>.md.
PAGES: tuple[Page, ...] = (
    Page("home", "首页", "layout-dashboard", "", lazy("home", "HomePage"), ("sy", "待办")),
    Page("members", "会员", "users", DAILY, lazy("members", "MembersPage"), ("hy", "花名册", "hmc")),
    Page("dues", "会费", "wallet", DAILY, lazy("dues", "DuesPage"), ("hf", "欠缴", "qj")),
    Page("calendar", "行事历", "calendar-days", DAILY, lazy("calendar", "CalendarPage"), ("xsl", "计划")),
    Page("vouchers", "凭证", "receipt-text", BOOKS, lazy("vouchers", "VouchersPage"), ("pz", "记账")),
    Page("guided", "业务记账", "list-checks", BOOKS, lazy("guided", "GuidedPage"), ("ywjz", "记账")),
    Page("claims", "审批单", "file-check", BOOKS, lazy("claims", "ClaimsPage"), ("spd", "报销", "bx")),
    Page("papers", "票据", "ticket", BOOKS, lazy("papers", "PapersPage"), ("pj", "发票", "fp", "附件")),
    Page("assets", "资产", "package", BOOKS, lazy("assets", "AssetsPage"), ("zc", "固定资产", "折旧", "zj")),
    Page("budget", "预算", "calculator", BOOKS, lazy("budget", "BudgetPage"), ("ys", "执行", "决算")),
    Page("levy", "拨缴与代管", "handshake", BOOKS, lazy("levy", "LevyPage"), ("bjydg", "bjjf", "工资总额")),
    Page("books", "账簿", "book-open", BOOKS, lazy("books", "BooksPage"), ("zb", "余额", "明细账", "mxz")),
    Page("bank", "银行", "landmark", BOOKS, lazy("bank", "BankPage"), ("yh", "对账", "dz", "dzd")),
    Page("reports", "报表", "file-chart-column", BOOKS, lazy("reports", "ReportsPage"), ("bb", "打印")),
    Page(
        "statements", "会计报表", "scale", BOOKS, lazy("statements", "StatementsPage"),
        ("kjbb", "资产负债表", "zcfzb", "收支表", "附注", "公示"),
    ),
    Page("closing", "结账", "lock", BOOKS, lazy("closing", "ClosingPage"), ("jz", "年结", "反结账")),
    Page("imports", "导入", "file-input", WATCH, lazy("imports", "ImportsPage"), ("dr", "Excel")),
    Page("backup", "备份", "hard-drive-download", WATCH, lazy("backup", "BackupPage"), ("bf", "恢复")),
    Page("log", "操作日志", "history", "hidden", lazy("log", "LogPage"), ("czrz", "撤销"), under="backup"),
    Page("settings", "设置", "settings", "foot", lazy("settings", "SettingsPage"), ("sz", "用户")),
    Page(
        "dues_receive", "登记会费", "wallet", "hidden", lazy("dues_receive", "DuesReceivePage"),
        ("djhf", "扣款单"), under="dues",
    ),
    Page(
        "invoice_take", "登记发票", "receipt-text", "hidden", lazy("invoice_take", "InvoiceTakePage"),
        ("djfp", "电子发票"), under="papers",
    ),
    Page(
        "voucher", "凭证", "receipt-text", "hidden", lazy("voucher_form", "VoucherPage"),
        ("xzpz", "新增凭证"), many=True, under="vouchers",
    ),
    Page(
        "import", "导入表格", "file-input", "hidden", lazy("import_table", "ImportPage"),
        ("drhmc", "导入花名册", "导入工资"), many=True, under="imports",
    ),
)  # fmt: skip
