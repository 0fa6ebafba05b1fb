"""A made-up office with a year behind it, for looking around, for pictures and for tests.

Everything is entered through the same actions as in real life, on the days on which it would have
happened; people, numbers and amounts are made from a seed and belong to nobody.
"""

from models.demo.making import Made, deduction_list, make

__all__ = ["Made", "deduction_list", "make"]
