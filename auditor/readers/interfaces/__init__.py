"""Readers of tool interfaces."""
