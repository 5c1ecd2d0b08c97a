"""Sets reports on several offers side by side: what differs, on which evidence, and what cannot be compared."""

from auditor.comparison.compare import compare
from auditor.comparison.offered import Offered
from auditor.comparison.schema import FEWEST_OFFERS, MOST_OFFERS, Comparison

__all__ = ["FEWEST_OFFERS", "MOST_OFFERS", "Comparison", "Offered", "compare"]
