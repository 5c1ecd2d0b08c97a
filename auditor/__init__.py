"""Audits whether a system is ready to act through agents, with evidence for every statement."""

__version__ = "0.1.0"
