"""Members and where they belong: 花名册, 会籍变动, 分工会, 任职, 计费工资."""
