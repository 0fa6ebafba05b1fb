"""What a key means for the whole voucher, wherever the cursor is; other keys belong to the field."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui.widgets.voucher_lines import CREDIT, DEBIT, SUMMARY

if TYPE_CHECKING:
    from ui.widgets.voucher_grid import VoucherGrid

_K, _M = Qt.Key, Qt.KeyboardModifier
_POPUP = (_K.Key_Up, _K.Key_Down, _K.Key_Escape)  # these walk and close an open list of accounts
Act = Callable[[], object]


def act_of(grid: VoucherGrid, key: int, mods: Qt.KeyboardModifier) -> Act | None:
    """The act, or None when the field shall have the key."""
    if mods == _M.ControlModifier:
        return {
            _K.Key_F7: grid.balance, _K.Key_I: grid.insert_line,
            _K.Key_D: grid.delete_line, _K.Key_Delete: grid.delete_line,
        }.get(_K(key))  # fmt: skip
    if mods == _M.ShiftModifier:
        return grid.back if key in (_K.Key_Return, _K.Key_Enter, _K.Key_Backtab, _K.Key_Tab) else None
    return _plain(grid, key) if mods == _M.NoModifier else None


def _plain(grid: VoucherGrid, key: int) -> Act | None:
    if key in _POPUP and grid.account.popup is not None:
        return None
    if key == _K.Key_Tab:
        return None if grid.leaves() else grid.forward
    if grid.column in (DEBIT, CREDIT) and key in (_K.Key_Equal, _K.Key_Space):
        return grid.balance if key == _K.Key_Equal else grid.flip
    if grid.column == SUMMARY and key in (_K.Key_F7, _K.Key_F2):
        return grid.summaries_asked.emit
    return {
        _K.Key_Return: grid.forward, _K.Key_Enter: grid.forward, _K.Key_Insert: grid.insert_line,
        _K.Key_Up: lambda: grid.go(grid.line - 1, grid.column),
        _K.Key_Down: lambda: grid.go(grid.line + 1, grid.column),
        _K.Key_PageUp: lambda: grid.turned.emit(-1), _K.Key_PageDown: lambda: grid.turned.emit(1),
        _K.Key_Escape: grid.escape,
    }.get(_K(key))  # fmt: skip
