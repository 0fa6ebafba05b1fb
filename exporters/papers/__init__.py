"""Papers that are drawn, not tabled: vouchers and receipts."""

from __future__ import annotations
