"""Says in plain words what libyaml found wrong."""

from __future__ import annotations

import re

from auditor.documents.faults import Source
from auditor.errors import InputError

_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLAIN = {
    "found character that cannot start any token": "this character cannot stand here; put the text in quotes",
    "mapping values are not allowed in this context": "a colon cannot stand here; put the text in quotes",
    "did not find expected key": "expected a key, or an end of this mapping; is the indentation right?",
    "did not find expected '-' indicator": "expected a list item, or an end of this list; is the indentation right?",
    "could not find expected ':'": "expected a colon after this key",
    "found unexpected end of stream": "the file ends inside a quoted text",
    "did not find expected node content": "expected a value",
    "did not find expected ',' or ']'": "expected a comma or ]",
    "did not find expected ',' or '}'": "expected a comma or }",
    "did not find expected <document start>": "expected --- or the end of the file",
    "block sequence entries are not allowed in this context": "a list item cannot stand here",
    "block mapping entries are not allowed in this context": "a key cannot stand here",
    "found a tab character that violate indentation": "a tab is used for indentation; expected spaces",
    "found a tab character where an indentation space is expected": "a tab is used for indentation; expected spaces",
}


_TEMPLATE = "this looks like a template; expected the file that it renders to"


def reach(error: Exception) -> int:
    """Return how far a parser came before it raised an error of libyaml's kind."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return int(mark.index) if mark is not None else -1


def explain(error: Exception, source: Source) -> InputError:
    """Return what a user should read instead of an error of libyaml's kind, at its place."""
    offset = reach(error)
    if offset >= 0:
        offset = min(offset, len(source.text))
        return source.error(offset, f"not YAML: {_words(str(getattr(error, 'problem', '')), source, offset)}")
    found = _NOT_YAML.search(source.text)
    if found is None:
        return source.error(0, f"not YAML: {getattr(error, 'reason', error)}")
    return source.error(found.start(), f"the character U+{ord(found[0]):04X} is not allowed in YAML")


def complex_key(source: Source, offset: int) -> InputError:
    """Return the error for a mapping or a list where a key should be."""
    if _is_template(source, offset):
        return source.error(offset, f"not YAML: {_TEMPLATE}")
    return source.error(offset, "a mapping or a list is used as a key; expected a text or a number")


def _words(problem: str, source: Source, offset: int) -> str:
    if _is_template(source, offset):
        return _TEMPLATE
    if source.text[offset : offset + 1] == "\t":
        return "a tab is used for indentation; expected spaces"
    return _PLAIN.get(problem, problem)


def _is_template(source: Source, offset: int) -> bool:
    line = source.lines.position(offset).line
    nearby = " ".join(source.lines.between(line - 1, line))
    return "{{" in nearby or "{%" in nearby
