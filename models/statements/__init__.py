"""会计报表 statements: 附注 notes, 国有资产情况表 asset statement, 决算表 final account, 公示 publication.

Tables: form_template, form_cell, statement_words, publication. Pages: 会计报表, 上级报表.
Every figure (of these and of 资产负债表, 收入支出表) explains itself: `explain.py`.
"""
