"""账簿 ledger: 科目 account, 凭证 voucher, 分录 voucher line, 余额 balance, 结账 closing.

Tables: account, opening_balance, period, voucher, voucher_line, voucher_mark, summary_struck,
voucher_template (_line, _done), chart_conversion, month_sum, year_sum. Pages: 凭证, 报表.
The only room that writes vouchers. A posted voucher never changes; it is reversed in red (红字冲销).
"""
