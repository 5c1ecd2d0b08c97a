"""Scoring: readiness levels, the verdict and the five lines, each by a formula that the report states."""
