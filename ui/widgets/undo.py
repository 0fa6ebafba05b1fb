"""The message after a change with its 撤销: takes back just this change, as long as it is the last one."""

from __future__ import annotations

from models.kit.errors import Refused
from models.store import history
from ui.navigation import Context

NOTE = "撤销只在下一次修改前有效"


def offer_undo(context: Context, text: str, note: str = "") -> None:
    """Say that something was done and offer to take the office's last change back."""
    try:
        head = history.last_undoable(context.office.db)
    except Refused:
        context.toast(text, note)
        return
    context.toast(text, note or NOTE, (("撤销", lambda: undo(context, head.seq)),), "undo-2")


def undo(context: Context, seq: int) -> bool:
    """Take the change with this number back. False (and a box) when another came after it."""
    try:
        if history.last_undoable(context.office.db).seq != seq:
            raise Refused(
                "后来又有别的修改，这一步不能单独撤销。", remedy="请到“备份”页的操作日志里从后往前撤销。"
            )
        title = context.office.undo()
    except Refused as no:
        context.say.refuse(no)
        return False
    context.toast(f"已撤销：{title}")
    return True
