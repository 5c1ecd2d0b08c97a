"""One audit, from the files that are named to the report."""

from auditor.pipeline.inputs import inputs_of, problems_seen_from_here
from auditor.pipeline.request import Request
from auditor.pipeline.steps import run

__all__ = ["Request", "inputs_of", "problems_seen_from_here", "run"]
