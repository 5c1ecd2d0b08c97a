"""Readers: one file a format, each turning an artifact into entities, relations and claims."""
