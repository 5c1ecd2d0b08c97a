"""Texts that try to be more than text."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    "<script>alert(1)</script>", "</details>", "</summary><details open>", "<img src=x onerror=alert(1)>",
    "<!-- x -->", "`", "``", "```", "````\n# x", "|", "\\|", "\\", "\\\\|", "|\n|---|---|\n| a | b |",
    "\n\n# Heading\n\n", "\n- item", "\n1. one", "\n---\n", "\n===\n", "\n    code", "\n> quote",
    "[x](http://evil.example)", "![x](http://evil.example/p.png)", "[x]: http://evil.example",
    "<http://evil.example>", "http://evil.example", "www.evil.example", "ftp://evil.example", "a@evil.example",
    "mailto:a@evil.example", "@octocat", "@org/team", "#123", "GH-123", "org/repo#1", ":smile:", "$x$", "$$",
    "**bold**", "__bold__", "*i*", "_i_", "~~gone~~", "~gone~", "&lt;b&gt;", "&amp;", "&#60;b&#62;", "- [ ] todo",
    "[^1]", "{0}", "{{", "}", "](", "\\](1)", "=1+1", "\u202eevil", "\x1b[31m", "\u200b", "\x00", "\r\n", "\u2028",
    "\ud800", "旅行", "é", "\t",
)  # fmt: skip

texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=5).map("".join)
