"""Evaluate: controls and subjects come to outcomes, and a control's own cases are tried."""

from __future__ import annotations

from auditor.evaluate.cases import CASES_DAY, Mismatch, run_case, run_cases
from auditor.evaluate.outcomes import at_design, evaluate, evaluate_again, evaluate_in

__all__ = [
    "CASES_DAY",
    "Mismatch",
    "at_design",
    "evaluate",
    "evaluate_again",
    "evaluate_in",
    "run_case",
    "run_cases",
]
