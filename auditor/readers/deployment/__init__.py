"""Readers of deployment files."""
