"""会费 dues: 标准 standard, 应缴 due, 收缴批次 batch, 实收 paid, 免缴 exemption, 欠缴 arrears.

Tables: dues_standard, dues_due, dues_change, dues_batch, dues_paid, dues_note. Page: 会费.
What is due is frozen when it is assessed; what arrived is one voucher a batch. The register's sum
equals the lines on dues income that come from batches, at all times.
"""
