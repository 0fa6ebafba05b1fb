"""拨缴经费、代管经费、专项: levy, custodial money, earmarks.

拨缴经费 levy · 工资总额 wage bill · 留成 kept share · 上解 (上缴) remittance ·
拨缴通知单 notice · 催缴函 dunning letter ·
代管项目 campaign · 委托方 principal · 专项 earmark · 活动 activity.
Tables: levy_rule, wage_bill, levy_receipt, levy_remittance, levy_letter, campaign, earmark, activity.
Page: 拨缴与代管.
"""
