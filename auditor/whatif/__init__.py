"""What-if: the results of an audit if something were so that nothing shows today. It never touches the real ones."""

from __future__ import annotations

from auditor.whatif.assume import JOINING, assume
from auditor.whatif.assumption import Added, Assumption, Related, Stated, written
from auditor.whatif.effect import Effect, Pair
from auditor.whatif.engine import Score, Setting, Trial, WhatIf
from auditor.whatif.remedy import Remedy, remedy_for
from auditor.whatif.slimming import slimmed
from auditor.whatif.ways import Ways

__all__ = [
    "JOINING",
    "Added",
    "Assumption",
    "Effect",
    "Pair",
    "Related",
    "Remedy",
    "Score",
    "Setting",
    "Stated",
    "Trial",
    "Ways",
    "WhatIf",
    "assume",
    "remedy_for",
    "slimmed",
    "written",
]
