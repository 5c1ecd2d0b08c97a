"""Readers of agents: what a file says about who decides, what it can reach and what it is told."""
