"""Decides whether a text is JSON, JSON with comments, JSON5 or YAML, and reads it as that."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from auditor.documents import json_text
from auditor.documents.faults import Source
from auditor.documents.json_tree import read_json
from auditor.documents.tree import Tree
from auditor.errors import InputError

_JSON = re.compile(r".*\.(?:json|jsonc|code-workspace|webmanifest)", re.IGNORECASE)
_JSON5 = re.compile(r"openclaw\.json|.*\.json5", re.IGNORECASE)
_YAML = re.compile(r".*\.ya?ml", re.IGNORECASE)
_TRAILING_COMMAS = re.compile(r"\.?mcp\.json|devcontainer\.json|[jt]sconfig.*\.json|.*\.jsonc|.*\.code-workspace")
_TRAILING_COMMAS_BELOW = frozenset((".vscode", ".devcontainer"))
_MARKUP = re.compile(r"\s*+<[?!A-Za-z]")
_FIRST_CHARACTER = re.compile(r"\s*+(\S?)")


def read(source: Source) -> tuple[Tree, ...]:
    """Return the trees of a text by its content first and its name second; may raise InputError."""
    path = PurePosixPath(source.path)
    if markup := _MARKUP.match(source.text):
        raise source.error(markup.end() - 2, "this is XML or HTML; expected YAML or JSON")
    if _JSON5.fullmatch(path.name):
        return (_read_json5(source),)
    if _JSON.fullmatch(path.name):
        known = path.parent.name in _TRAILING_COMMAS_BELOW or _TRAILING_COMMAS.fullmatch(path.name)
        return (read_json(source, trailing_commas=bool(known)),)
    first = _FIRST_CHARACTER.match(source.text)
    if first is None or first[1] not in ("{", "["):
        return _read_yaml(source)
    try:
        return (read_json(source),)
    except InputError as error:
        source.warnings.clear()
        return _read_flow(source, error, is_yaml=bool(_YAML.fullmatch(path.name)))


def _read_flow(source: Source, json_error: InputError, *, is_yaml: bool) -> tuple[Tree, ...]:
    """Read YAML that begins with a bracket; of two errors, give that of the format which was meant."""
    try:
        return _read_yaml(source)
    except InputError:
        if is_yaml:
            raise
        raise json_error from None


def _read_json5(source: Source) -> Tree:
    """Read JSON5 by what it shares with flow YAML: bare keys, single quotes, trailing commas."""
    try:
        return read_json(source, trailing_commas=True)
    except InputError:
        source.warnings.clear()
    bare = json_text.without_comments(source.text)
    tight = json_text.tight_colon(bare)
    if tight is not None:
        raise source.error(tight, "not JSON5 as this program reads it: expected a space after this colon")
    trees = _read_yaml(source, bare)
    if len(trees) != 1:
        raise source.error(0, "expected one JSON5 object or list")
    return trees[0]


def _read_yaml(source: Source, text: str | None = None) -> tuple[Tree, ...]:
    # Imported here because it loads ruamel.yaml, which a run over JSON does not need.
    from auditor.documents.yaml_tree import read_yaml

    return read_yaml(source, text)
