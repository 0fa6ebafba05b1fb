"""银行: accounts, statements (对账单), matching (勾对), reconciliation (余额调节表), cash counts (盘点).

Tables: bank_account, bank_statement, bank_line, bank_layout, bank_opening, bank_match with its members,
reconciliation, reconciliation_item, cash_count, cash_count_row. Page: ui/pages/bank.py.
"""
