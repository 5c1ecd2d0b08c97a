"""The system as a graph, and the questions that conditions and checks ask of it.

Only `network.py` imports networkx, and only when a `SystemGraph` is first asked for a path.
"""

from __future__ import annotations

from auditor.graph.answer import Answer, Filter, Member, Selection
from auditor.graph.blast import BlastRadius, CombinedReach, Hit
from auditor.graph.loops import Action, ClosedLoop, Verification
from auditor.graph.questions import SystemGraph
from auditor.graph.sway import Stated, Sway
from auditor.graph.verdict import FALSE, TRUE, UNKNOWN, Truth, Verdict

__all__ = [
    "FALSE",
    "TRUE",
    "UNKNOWN",
    "Action",
    "Answer",
    "BlastRadius",
    "ClosedLoop",
    "CombinedReach",
    "Filter",
    "Hit",
    "Member",
    "Selection",
    "Stated",
    "Sway",
    "SystemGraph",
    "Truth",
    "Verdict",
    "Verification",
]
