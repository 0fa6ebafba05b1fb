"""资产和物品: fixed assets (cards, depreciation, disposal, count) and goods in stock.

Words: 固定资产卡片 asset card, 原值 cost, 累计折旧 accumulated depreciation, 净值 net value, 计提 depreciate,
处置 dispose, 盘点 count, 库存物品 goods, 收入 receive, 发出 issue.
Tables: asset_class, asset, depreciation, stock_count, stock_count_row, goods, goods_move. Page: 资产.
"""
