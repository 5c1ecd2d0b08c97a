"""Benchmarks: what each one measures, and what can be concluded from its results."""
