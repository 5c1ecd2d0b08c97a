"""The normalisers of JAIRF 1.0.0: counts to values from 0 to 1, as its specification writes them."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log10, sqrt

_STEEPNESS, _MIDPOINT = 6.0, 0.45
_FEW_OPERATIONS, _MORE_OPERATIONS = 50, 150
_DEEP = 18
_EPSILON = 1e-6


def clamp(value: float, low: float = 0.0, high: float = 1.0) -> float:
    """Return the value, or the end that it lies beyond."""
    return max(low, min(high, value))


def coverage(present: float, expected: float) -> float:
    """Return what is there of what is expected; 1 where nothing is expected."""
    return clamp(present / expected) if expected else 1.0


def inverse(issues: float, threshold: float) -> float:
    """Return 1 without issues, and 0 from the threshold on."""
    return max(0.0, 1 - issues / threshold)


def log_dampened(issues: float, threshold: float) -> float:
    """Return a value that falls fast at first and slower towards the threshold."""
    return max(0.0, 1 - log10(1 + issues) / log10(1 + threshold))


def lint_results(*, critical: int = 0, errors: int = 0, warnings: int = 0, info: int = 0) -> float:
    """Return the quality that lint findings leave; the weights are those of the section on `lint_results`."""
    return max(0.0, 1 - sqrt(critical + 0.6 * errors + 0.0025 * warnings + 0.001 * info) / 25)


def owasp_posture(*, critical: int = 0, errors: int = 0, warnings: int = 0, info: int = 0) -> float:
    """Return the quality that security findings leave; the weights are those of the section on `owasp_posture`."""
    return max(0.0, 1 - sqrt(critical + 0.6 * errors + 0.025 * warnings + 0.005 * info) / 5)


def complexity_comfort(operations: int, *, deepest: int, deep: int, schemas: int) -> float:
    """Return how comfortable a document's size is: `deep` of its `schemas` go deeper than 18, one to `deepest`."""
    size = clamp((operations - _FEW_OPERATIONS) / _MORE_OPERATIONS)
    share = clamp(deep / schemas) if schemas else 0.0
    raw = 0.5 * size + 0.5 * min(1.0, deepest / _DEEP * share)
    return 1 / (1 + exp(_STEEPNESS * (raw - _MIDPOINT)))


def opid_quality(*, operations: int, ids: int, unique: int, equal: int, of_one_style: int) -> float:
    """Return coverage × uniqueness × casing of operationIds; each id that stands again divides the second further."""
    if not operations:
        return 1.0
    return coverage(ids, operations) * coverage(unique, ids) / (equal + 1) * coverage(of_one_style, ids)


def navigation(pagination: float, hypermedia: float, links: float) -> float:
    """Return the two together, with up to 3 % more for links in responses."""
    return clamp((0.6 * pagination + 0.4 * hypermedia) * (1 + 0.03 * links))


def with_bonus(core: float, hints: float) -> float:
    """Return a mean with up to 5 % more for hints to AI, and never more than 1."""
    return clamp(core * (1 + 0.05 * hints))


def risk_discount(exposure: float, sensitivity: float, base_security: float) -> float:
    """Return by how much insecurity lowers what an API gets for being found: a factor from 0.6 to 1."""
    return clamp(1 - 0.5 * exposure * sensitivity * (1 - base_security), 0.6)


def harmonic_mean(weighted: Sequence[tuple[float, float]]) -> float:
    """Return the weighted harmonic mean of pairs of weight and score, from 0 to 100."""
    total = sum(weight for weight, _ in weighted)
    return clamp(total / sum(weight / (score + _EPSILON) for weight, score in weighted), 0.0, 100.0)
