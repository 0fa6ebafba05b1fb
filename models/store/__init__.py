"""The office file: one SQLite file, one way to write, a journal whose every change is chained.

Nobody outside this folder writes SQL that changes a row.
"""
