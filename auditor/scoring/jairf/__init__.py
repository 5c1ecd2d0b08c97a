"""JAIRF 1.0.0: the API AI-readiness framework of Jentic, from counts to signals, dimensions and one interval.

Source: github.com/jentic/api-ai-readiness-framework, docs/specification/spec.md (Apache-2.0). docs/jairf.md has each
formula and each choice where the text is open or contradicts itself.
"""

from auditor.scoring.jairf.foundation import FOUNDATION
from auditor.scoring.jairf.signals import Signal
from auditor.scoring.jairf.trust import DISCOVERABILITY, SECURITY
from auditor.scoring.jairf.usability import EXPERIENCE, USABILITY

__all__ = ["SIGNALS", "Signal"]

SIGNALS: tuple[Signal, ...] = (*FOUNDATION, *EXPERIENCE, *USABILITY, *SECURITY, *DISCOVERABILITY)
"""The 35 signals in the order of the specification."""
