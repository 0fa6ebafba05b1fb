"""Taking in tables that other people made: cells → header and fields → persons → differences.

The one import path of the house. Every import of every room goes through these four steps;
nothing is written before the person has seen the differences.
"""
