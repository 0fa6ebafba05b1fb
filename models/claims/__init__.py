"""审批单 (claims): 报销审批单 expense claims, 借款单 advances, 领款单 payouts, from draft to voucher.

Tables claim, claim_item, claim_mark (审批签字), claim_private (收款账号, sealed). Page 审批单.
"""
