"""经审 audit: what the audit committee reads, for now the 操作日志 operation log.

Tables: none of its own; it looks across rooms. Page: 报表.
"""
