"""Readers of Python and Node projects: the agent frameworks that they install, and how their code uses them."""
