"""Reads YAML 1.2 with libyaml, and asks a second parser where libyaml knows only YAML 1.1."""

from __future__ import annotations

from collections.abc import Iterator

import _ruamel_yaml as libyaml
from ruamel.yaml import YAML

from auditor.documents.faults import Source, collector_paused
from auditor.documents.tree import Tree
from auditor.documents.yaml_builder import Builder
from auditor.documents.yaml_events import Event
from auditor.documents.yaml_faults import explain, reach


def read_yaml(source: Source, text: str | None = None) -> tuple[Tree, ...]:
    """Return a tree for each document; raise InputError with every repeated key, or with the first other fault.

    `text` may stand in for the source's own, with the same offsets.
    """
    text = source.text if text is None else text
    with collector_paused():
        try:
            return Builder(source).read(_libyaml_events(text))
        except libyaml.YAMLError as error:
            return _read_slowly(source, text, error)


def _read_slowly(source: Source, text: str, error: Exception) -> tuple[Tree, ...]:
    """Read with the parser of ruamel.yaml, which takes what YAML 1.2 added, such as `[http://a]`.

    Of two errors the one further on is raised: its parser understood what stopped the other.
    """
    if len(text) > source.budgets.slow_yaml_characters:
        raise explain(error, source)
    try:
        return Builder(source).read(_ruamel_events(text))
    except libyaml.YAMLError as second:
        raise explain(max(error, second, key=reach), source) from None


def _libyaml_events(text: str) -> Iterator[Event]:
    return iter(libyaml.CParser(text.encode()).get_event, None)


class _LostError(libyaml.YAMLError):  # type: ignore[misc]
    """The second parser broke down."""


def _ruamel_events(text: str) -> Iterator[Event]:
    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, NotImplementedError):
        raise _LostError from None
