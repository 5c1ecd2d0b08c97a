"""Words that generated definitions are made of, and a choice of some of them."""

from __future__ import annotations

from random import Random

_NOUNS = "order city page file query user limit path labels since filter body token status node address items mode"
NOUNS = tuple(_NOUNS.split())
VERBS = ("get", "list", "find", "create", "update", "delete", "send", "search", "read", "run")
FIELDS = (*NOUNS[:8], "order_id", "page_size", "user_name", "tags", "payload", "state", "child")
FORMATS = (
    "date-time",
    "date",
    "time",
    "email",
    "uri",
    "uuid",
    "hostname",
    "byte",
    "binary",
    "int32",
    "int64",
    "double",
)
TEXTS = (
    "The order's number",
    "How many",
    "ISO 8601",
    "One of several",
    "Größe in °C",
    'Say "yes"',
    "Line one.\nLine two.",
)
DRAFT_7 = "http://json-schema.org/draft-07/schema#"
DRAFT_2020 = "https://json-schema.org/draft/2020-12/schema"


def some(random: Random, words: tuple[str, ...], *, least: int = 1) -> list[str]:
    """Return some words in any order."""
    return random.sample(words, min(len(words), random.choice((least, 1, 2, 3, 5))))
