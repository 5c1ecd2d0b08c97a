"""Readers of what benchmarks and evaluations leave behind: one module a result format."""
