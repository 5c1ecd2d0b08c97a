"""Input files: opened within one root and one budget, and read into values whose places are known."""

from __future__ import annotations

from auditor.documents.budgets import DEFAULT_BUDGETS, Budgets
from auditor.documents.document import Document
from auditor.documents.references import Resolver, Target, UnresolvedReference
from auditor.documents.tree import Tree
from auditor.documents.values import START, Pointer, Position, Scalar, Value
from auditor.documents.workspace import Workspace

__all__ = [
    "DEFAULT_BUDGETS",
    "START",
    "Budgets",
    "Document",
    "Pointer",
    "Position",
    "Resolver",
    "Scalar",
    "Target",
    "Tree",
    "UnresolvedReference",
    "Value",
    "Workspace",
]
