"""业务记账: what happened is chosen in plain words, a few fields are asked, the entry follows by itself.

业务 guide · 问项 ask · 分录预览 preview · 退款 refund. No tables of its own: it posts
vouchers and writes the registers of the rooms below. To add one: a `Guide` in one of the files of this room;
`catalog.GUIDES` gathers them and the contract test holds each to the same promises. Page: 业务记账.
"""
