"""Texts that hide something from a person or give orders to a model, as poisoned tool definitions do."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(
    "[\u00ad\u200b\u2060-\u2064\u180e\u115f\u1160\u3164\uffa0\u202a-\u202e\u2066-\u2069"
    "\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
"""Soft hyphens, zero-width and filler characters, bidirectional controls, tags and supplementary variation selectors.
Joiners (U+200C, U+200D) and directional marks are left out: scripts and emoji need them."""

_ENGLAND_FLAGS = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")

_OBJECT = r"(?:instructions?|prompts?|rules?|guidelines?|directives?)"
_NOT = r"(?:do\s+not|don't|never)"
_USER = r"the\s+(?:end[- ]?)?user"
_ORDERS = tuple(
    (words, re.compile(pattern, re.IGNORECASE))
    for words, pattern in (
        (
            ("ignore", "disregard", "forget", "override"),
            rf"\b(?:ignore|disregard|forget|override)\s+(?:all\s+|any\s+|the\s+|your\s+|of\s+|these\s+){{0,3}}"
            rf"(?:previous|prior|above|earlier|preceding|other|system)\s+{_OBJECT}",
        ),
        (
            ("user",),
            rf"\b{_NOT}\s+(?:ever\s+)?(?:tell|inform|mention|reveal|notify|alert|show|disclose)\b"
            rf"[^.\n]{{0,40}}\bto?\s*\b{_USER}\b",
        ),
        (("user",), rf"\b{_NOT}\s+(?:tell|inform|notify|alert)\s+{_USER}\b"),
        (
            ("mention",),
            rf"\b{_NOT}\s+mention\s+(?:that\s+you|this\s+(?:file|tool|step|instruction)|these\s+instructions)\b",
        ),
        (("without",), rf"\bwithout\s+(?:telling|informing|notifying|alerting)\s+{_USER}\b"),
        (("<",), r"<\s*/?\s*(?:important|system|secret|hidden|instructions?)\s*>"),
        (("[system]", "[inst]", "<|im_start|>", "<<sys>>"), r"\[(?:system|inst)\]|<\|im_start\|>|<<sys>>"),
        (("you",), r"\byou\s+are\s+now\s+(?:in\s+)?(?:developer|admin|root|jailbreak|dan)\b"),
        # Orders about other tools: this one would take part in every task.
        (
            ("tool",),
            r"\b(?:before|after|when(?:ever)?|while)\s+(?:you\s+)?(?:us(?:e|ing)|call(?:ing)?|invok(?:e|ing)|run(?:ning)?)"
            r"\s+(?:any|every|all)\s+(?:of\s+the\s+)?(?:other\s+)?tools?\b",
        ),
        (
            ("tool",),
            r"\b(?:before|after|when(?:ever)?)\s+(?:any|every|each)\s+(?:other\s+)?tool\s+(?:is\s+|call\b|use\b)",
        ),
        (("tool",), r"\binstead\s+of\s+(?:using\s+|calling\s+)?(?:any|every|all)\s+(?:of\s+the\s+)?other\s+tools?\b"),
        # Orders to carry data out.
        (
            ("~/.", "id_rsa", "id_ed25519", "/etc/", ".aws/", ".cursor/", "mcp.json"),
            r"\b(?:read|open|cat|load|access|include|fetch)\b[^.\n]{0,60}"
            r"(?:~/\.\w+|\bid_(?:rsa|ed25519)\b|/etc/(?:passwd|shadow)\b|\.aws/credentials\b|\.cursor/|\bmcp\.json\b)",
        ),
        (
            ("prompt", "conversation", "chat"),
            r"\b(?:include|pass|send|append|put|provide|copy|forward|attach)\b[^.\n]{0,40}\b(?:the|your)\s+"
            r"(?:system\s+prompt|(?:entire|full|whole|complete)\s+(?:conversation|chat)(?:\s+history)?)\b",
        ),
        (
            ("password", "credential", "key", "secret", "environment"),
            r"\b(?:send|forward|upload|post|exfiltrate|leak|bcc|cc)\b[^.\n]{0,40}\b(?:passwords?|credentials|api\s+keys?"
            r"|secrets|environment\s+variables|private\s+keys?)\b[^.\n]{0,40}\bto\s+(?:https?://|\S+@\S+\.\w)",
        ),
        (
            ("@",),
            r"\b(?:all|every|each)\s+(?:e-?mails?|messages?|payments?)\s+(?:must|should|have\s+to|need\s+to|are\s+to)\b"
            r"[^.\n]{0,40}\bto\s+\S+@\S+\.\w",
        ),
        (
            ("@",),
            r"\bmust\s+(?:also\s+)?(?:send|forward|bcc|cc)\s+(?:all|every|each|any)\b[^.\n]{0,40}\bto\s+\S+@\S+\.\w",
        ),
    )
)
"""Each order with words of which at least one stands in it; looking for those first takes a tenth of the time."""
_TRIGGERS = tuple(dict.fromkeys(word for words, _ in _ORDERS for word in words))
_COMMENT = re.compile(r"<!--(.{0,2000}?)-->", re.DOTALL)
_LINTERS = re.compile(
    r"\s*/?(?:prettier|markdownlint|textlint|vale|eslint|spell|cspell|more\b|toc\b|no\s+toc|todo\b|end\b|start\b)",
    re.IGNORECASE,
)
"""What comments of editors and linters begin with; none of them speaks to a model."""
_LEAST_WORDS = 3


@lru_cache(maxsize=4096)
def suspicious(text: str) -> str:
    """Return what in a text is hidden from a person or gives orders to a model; empty for an honest text."""
    if not text.isascii() and (found := invisible(text)):
        return found
    lowered = text.lower()
    present = {word for word in _TRIGGERS if word in lowered}
    for words, order in _ORDERS if present else ():
        if not present.isdisjoint(words) and (match := order.search(text)):
            return f"an order to the model, “{' '.join(match[0].split())}”"
    if "<!--" in text:
        for comment in _COMMENT.findall(text):
            words = comment.split()
            if len(words) >= _LEAST_WORDS and not _LINTERS.match(comment):
                return f"an HTML comment, which no rendered page shows, “{' '.join(words[:12])}”"
    return ""


def invisible(text: str) -> str:
    """Return the first character that no reader sees, in words; empty where there is none."""
    hidden = _INVISIBLE.search(_ENGLAND_FLAGS.sub("", text).removeprefix("\ufeff"))
    if not hidden:
        return ""
    return f"the invisible character U+{ord(hidden[0]):04X} ({unicodedata.name(hidden[0], 'unnamed').lower()})"


def disguised(name: str) -> str:
    """Return how a name is not the one it looks like: characters that nobody sees, or letters of two scripts."""
    if name.isascii():
        return ""
    if found := invisible(name):
        return found
    for word in re.findall(r"[^\W\d_]+", name):
        scripts = {letter: script for letter in word if (script := _script(letter))}
        if len(set(scripts.values())) > 1:
            rarer = min(scripts, key=lambda letter: (list(scripts.values()).count(scripts[letter]), letter))
            return f"letters of two scripts in one word; {rarer} is {unicodedata.name(rarer, 'unnamed').lower()}"
    return ""


def _script(letter: str) -> str:
    """Return the script of a letter, where another script has letters that look the same."""
    script = unicodedata.name(letter, "").partition(" ")[0]
    return script if script in ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE") else ""
