"""Rosters and wage lists of other people: planned line by line, decided on, then taken in as one change."""

from __future__ import annotations

from models.members.plans import NEW, SKIP, TAKE, Decision, Decisions, ImportPlan, Told
from models.members.roster_taking import apply_members
from models.members.rosters import plan_members
from models.members.tables import MEMBERS, WAGES
from models.members.wages import apply_wages, plan_wages

__all__ = [
    "MEMBERS",
    "NEW",
    "SKIP",
    "TAKE",
    "WAGES",
    "Decision",
    "Decisions",
    "ImportPlan",
    "Told",
    "apply_members",
    "apply_wages",
    "plan_members",
    "plan_wages",
]
