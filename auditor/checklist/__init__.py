"""Checklists: their files, their controls and the language of their conditions."""

from __future__ import annotations

from auditor.checklist.clauses import Clause, Standard, controls_of
from auditor.checklist.condition import Condition
from auditor.checklist.context import Context, Item, Subject
from auditor.checklist.control import Area, Case, Catalogue, Checklist, Control, Gate, Reference, Remediation
from auditor.checklist.grammar_docs import grammar_markdown
from auditor.checklist.loader import load_catalogue, load_checklists
from auditor.checklist.profiles import Profile, load_profile, load_profiles
from auditor.checklist.profiles_docs import profiles_markdown
from auditor.checklist.reasons import Reason, sentence

__all__ = [
    "Area",
    "Case",
    "Catalogue",
    "Checklist",
    "Clause",
    "Condition",
    "Context",
    "Control",
    "Gate",
    "Item",
    "Profile",
    "Reason",
    "Reference",
    "Remediation",
    "Standard",
    "Subject",
    "controls_of",
    "grammar_markdown",
    "load_catalogue",
    "load_checklists",
    "load_profile",
    "load_profiles",
    "profiles_markdown",
    "sentence",
]
