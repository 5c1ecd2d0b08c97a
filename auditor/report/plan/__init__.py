"""Turns advice into a plan: which lines of which files change, in the files' own words, and how to tell it is done."""
