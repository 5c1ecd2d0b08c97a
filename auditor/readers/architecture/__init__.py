"""Readers of architecture descriptions."""
