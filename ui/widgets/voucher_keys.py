"""What a key means for the whole voucher, wherever the cursor is; other keys belong to the field."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui.widgets.voucher_clip import has_lines
from ui.widgets.voucher_lines import CREDIT, DEBIT, SUMMARY

if TYPE_CHECKING:
    from ui.widgets.voucher_grid import VoucherGrid

_K, _M = Qt.Key, Qt.KeyboardModifier
_POPUP = (_K.Key_Up, _K.Key_Down, _K.Key_Escape)  # these walk and close an open list of accounts
Act = Callable[[], object]


def act_of(grid: VoucherGrid, key: int, mods: Qt.KeyboardModifier) -> Act | None:
    """The act, or None when the field shall have the key."""
    if mods == _M.ControlModifier:
        return _with_control(grid, key)
    if mods == _M.ShiftModifier:
        return _with_shift(grid, key)
    if mods == _M.ControlModifier | _M.ShiftModifier:
        return grid.copy_lines if key == _K.Key_C else None
    return _plain(grid, key) if mods == _M.NoModifier else None


def locked_act(grid: VoucherGrid, key: int, mods: Qt.KeyboardModifier) -> Act | None:
    """What may be done with a voucher that is only read: picking and copying lines, its account pages."""
    if key == _K.Key_C and mods in (_M.ControlModifier, _M.ControlModifier | _M.ShiftModifier):
        return grid.copy_lines
    if mods == _M.ShiftModifier and key in (_K.Key_Up, _K.Key_Down):
        return lambda: grid.pick(1 if key == _K.Key_Down else -1)
    return _asker(grid, "account") if mods == _M.NoModifier and key == _K.Key_F10 else None


def menu_of(grid: VoucherGrid) -> tuple[tuple[str, Act], ...]:
    """The right click on lines that are typed."""
    return (
        ("插入行　Insert", grid.insert_line),
        ("删除行　Ctrl+D", grid.delete_line),
        ("补上差额　=", grid.balance),
        ("辅助核算　F3", _asker(grid, "dimensions")),
        ("复制行　Ctrl+Shift+C", grid.copy_lines),
        ("剪切行", grid.cut_lines),
        ("粘贴行　Ctrl+V", grid.paste_lines),
        ("撤销　Ctrl+Z", grid.undo if grid.can_undo else lambda: None),
    )


def _asker(grid: VoucherGrid, what: str) -> Act:
    return lambda: grid.asked.emit(what)


def _with_control(grid: VoucherGrid, key: int) -> Act | None:
    if grid.picked and key in (_K.Key_C, _K.Key_X):
        return grid.copy_lines if key == _K.Key_C else grid.cut_lines
    if key == _K.Key_V:
        return grid.paste_lines if has_lines() else None
    if key == _K.Key_Z:
        return grid.undo if grid.can_undo else None
    return {
        _K.Key_F7: grid.balance, _K.Key_I: grid.insert_line,
        _K.Key_D: grid.delete_line, _K.Key_Delete: grid.delete_line,
    }.get(_K(key))  # fmt: skip


def _with_shift(grid: VoucherGrid, key: int) -> Act | None:
    if key in (_K.Key_Up, _K.Key_Down):
        return lambda: grid.pick(1 if key == _K.Key_Down else -1)
    return grid.back if key in (_K.Key_Return, _K.Key_Enter, _K.Key_Backtab, _K.Key_Tab) else None


def _plain(grid: VoucherGrid, key: int) -> Act | None:
    if key in _POPUP and grid.account.popup is not None:
        return None
    if key == _K.Key_Tab:
        return None if grid.leaves() else grid.forward
    if grid.column in (DEBIT, CREDIT) and key in (_K.Key_Equal, _K.Key_Space):
        return grid.balance if key == _K.Key_Equal else grid.flip
    if grid.column == SUMMARY and key in (_K.Key_F7, _K.Key_F2):
        return _asker(grid, "summaries")
    return {
        _K.Key_Return: grid.forward, _K.Key_Enter: grid.forward, _K.Key_Insert: grid.insert_line,
        _K.Key_Up: lambda: grid.go(grid.line - 1, grid.column),
        _K.Key_Down: lambda: grid.go(grid.line + 1, grid.column),
        _K.Key_PageUp: lambda: grid.turned.emit(-1), _K.Key_PageDown: lambda: grid.turned.emit(1),
        _K.Key_Escape: grid.escape, _K.Key_F3: _asker(grid, "dimensions"),
        _K.Key_F4: _asker(grid, "templates"), _K.Key_F9: _asker(grid, "sum"),
        _K.Key_F10: _asker(grid, "account"),
    }.get(_K(key))  # fmt: skip
