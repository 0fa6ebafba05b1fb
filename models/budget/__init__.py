"""预算 (budget) of a year, its execution, the rules it keeps and the quotas of units.

草案 已审议 已批准 已公布 (draft, reviewed, approved, published), 调整 (adjustment),
预算项 (budget line), 测算依据 (basis), 执行 (execution), 已占用未付 (committed), 额度 (quota), 决算 (final
account), 预算规则 (rule), 超预算说明 (override), 分工会结算 (settlement). Tables: budget, budget_line,
budget_amount, budget_rule, budget_override, unit_settlement. Page: ui/pages/budget.py.
"""
