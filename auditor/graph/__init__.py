"""The system as a graph, and the questions that conditions and checks ask of it.

Only `network.py` imports networkx, and only when a `SystemGraph` is first asked for a path.
"""

from __future__ import annotations

from auditor.graph.answer import Answer, Filter, Member, Selection
from auditor.graph.questions import SystemGraph
from auditor.graph.verdict import FALSE, TRUE, UNKNOWN, Truth, Verdict

__all__ = ["FALSE", "TRUE", "UNKNOWN", "Answer", "Filter", "Member", "Selection", "SystemGraph", "Truth", "Verdict"]
