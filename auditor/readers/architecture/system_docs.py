"""The documentation of system.yaml, generated from the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.model.kinds import EntityKind
from auditor.model.values import ValueKind, ValueType
from auditor.model.vocabulary import INVERSE_KEYS, SECTIONS, Attribute, attributes_of, relation_keys_of
from auditor.readers.architecture import system_keys as keys
from auditor.readers.architecture.system_starter import starter

_TYPES = {
    ValueKind.TEXT: "text",
    ValueKind.INTEGER: "whole number",
    ValueKind.NUMBER: "number",
    ValueKind.FLAG: "`true` or `false`",
    ValueKind.DATE: f"date, `{keys.DATE_EXAMPLE}`",
    ValueKind.DURATION: "duration, `30d` (s, m, h, d, w)",
    ValueKind.TEXTS: "text, or a list of texts",
}
_INTRODUCTION = """\
# system.yaml

The native description of a system. Only `system.name` is required, and whatever is not stated is *unknown*: never false
and never true. Unknown keys are errors. Paths are relative to the file that names them and stay inside its folder, or
inside `--root`. Keys that begin with `x-` are allowed anywhere and ignored.

This page is generated from the vocabulary; `audit schema` prints the same as a JSON Schema for editors.
"""
_VALUES = """\
## Values and what backs them

What is written here counts as *declared*. Any attribute may name a file that backs it, with a line if you like:

```yaml
approval: {value: human, evidence: docs/approvals.md:12}
```

The file is opened and hashed, and the line is quoted in the report for a person to judge; the value then counts as
*documented*. Where the file or the line cannot be read the value stays *declared*, and the report says so.

Where a list is expected, a single text will do. A list under a relation key is taken to be complete, and so is a
section: `people: {}` says that there are no people. A single text under a relation key says nothing about others.

Ids are the keys of the sections. Each is used once in the whole description, tools are named `interface.tool`, and the
id `system` is taken.
"""
_CONTRACTS = """\
An interface may name one contract, which is then read. Without one, or with one that cannot be read, its tools are
those that `tools` lists and others that are unknown (`bookings.*`).
"""
_AUDIT = (
    ("version", "`1`", "The version of this format."),
    ("target_level", "whole number from 0 to 4", "The readiness level that is asked for."),
    ("profile", "text", "The selection of controls, such as `design-review`."),
    ("shares", "mapping of control id to a number from 0 to 1", "The share of tools that must pass a gate."),
    ("reference_scores", "list of paths", "Tables of published results to compare with (see docs/models.md)."),
)
_BOUNDARY = (
    ("name", "text", "What people call the zone."),
    (
        "trust",
        "`untrusted`, `partly_trusted` or `trusted`",
        "How far its members can be trusted; holds for each.",
    ),
    ("members", "list of ids", "What belongs to the zone."),
)
_WAIVER = (
    ("control", "control id", "The control whose failures are accepted."),
    ("subject", "id", "The entity; `*` stands for anything."),
    ("reason", "text", "Why this is acceptable."),
    ("owner", "text", "Who accepts it."),
    ("expires", f"date, `{keys.DATE_EXAMPLE}`", "The last day on which it holds."),
)


def system_markdown() -> str:
    """Return the page that documents the format."""
    return "\n".join(_page())


def _page() -> Iterator[str]:
    yield _INTRODUCTION
    yield "## A first file\n\n```yaml\n" + starter() + "```\n"
    yield _VALUES
    yield "## Top-level keys\n"
    yield from _table(("key", "meaning"), ((f"`{key}`", text) for key, text in keys.TOP_LEVEL.items()))
    yield from _plain("audit", _AUDIT)
    yield "## `system`\n"
    name = ("`name`", "text, required", "What people call the system.")
    yield from _table(("key", "value", "meaning"), (name, *_attribute_rows(EntityKind.SYSTEM)))
    for section, kind in SECTIONS.items():
        yield from _section(section, kind)
    yield from _plain("boundaries", _BOUNDARY)
    yield from _plain("waivers", _WAIVER)


def _plain(title: str, rows: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    yield f"## `{title}`\n"
    yield from _table(("key", "value", "meaning"), ((f"`{key}`", value, meaning) for key, value, meaning in rows))


def _section(section: str, kind: EntityKind) -> Iterator[str]:
    yield f"## `{section}`\n"
    yield f"{keys.TOP_LEVEL[section]}\n"
    if kind is EntityKind.INTERFACE:
        yield _CONTRACTS
    yield from _table(("key", "value", "meaning"), _rows(kind))
    for attribute in _declarable(kind):
        if attribute.type.kind is ValueKind.RECORDS:
            yield f"Fields of one item of `{attribute.name}`, beside its `name`:\n"
            fields = attribute.type.fields.items()
            yield from _table(("field", "value"), ((f"`{name}`", _type(type_)) for name, type_ in fields))


def _rows(kind: EntityKind) -> Iterator[tuple[str, str, str]]:
    yield "`name`", "text", "What people call it; its id where left out."
    if kind is EntityKind.INTERFACE:
        for key, meaning in keys.ARTIFACTS.items():
            yield f"`{key}`", "path", meaning
    if kind is EntityKind.MODEL:
        yield "`evidence`", "list of paths", "Benchmark results for this model: files or folders."
    for key, relation in relation_keys_of(kind).items():
        ends = relation.source if relation in INVERSE_KEYS else relation.targets
        sections = ", ".join(f"`{keys.SECTION_OF[end]}`" for end in sorted(ends))
        yield f"`{key}`", f"list of ids from {sections}", relation.meaning
    yield from _attribute_rows(kind)


def _attribute_rows(kind: EntityKind) -> Iterator[tuple[str, str, str]]:
    for attribute in _declarable(kind):
        default = attribute.default
        meaning = attribute.meaning + (f" Where nobody states it: {default.reason} (assumed)." if default else "")
        yield f"`{attribute.name}`", _type(attribute.type), meaning


def _declarable(kind: EntityKind) -> Iterator[Attribute]:
    return (attribute for attribute in attributes_of(kind).values() if attribute.declarable)


def _type(value_type: ValueType) -> str:
    words = ", ".join(f"`{choice}`" for choice in value_type.choices)
    match value_type.kind:
        case ValueKind.CHOICE:
            return f"one of {words}"
        case ValueKind.CHOICES:
            return f"list of {words}"
        case ValueKind.RECORDS:
            return "list of items, or a mapping of their names to their fields"
        case kind:
            return _TYPES[kind]


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""
