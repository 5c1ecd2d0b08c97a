"""Tests of the formats, and the reports they are shown."""
