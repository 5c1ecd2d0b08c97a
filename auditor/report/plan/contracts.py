"""Which contract defines a tool, and what to write into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from auditor.documents import Document, Pointer, Value
from auditor.report.plan.steps import MAKES, STATES, Setting, Step
from auditor.report.plan.wanted import Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Defined:
    """A tool where its contract defines it."""

    document: Document
    root: Mapping[str, Value]
    pointer: Pointer
    """Of the operation, or of the entry in a list of tools."""
    value: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What to write into a contract."""

    wanted: Wanted
    """From the root of the document."""
    complete: bool
    note: str = ""
    makes: bool = False
    """Whether the contract itself is what is to be mended, such as its descriptions."""


_INSIDE = ("inputSchema", "parameters", "arguments")
"""Parts of a tool in a list at which its contract may be said to stand."""

Recipe = Callable[[Defined], "Written | None"]


def definition_of(setting: Setting, tool: str) -> Defined | None:
    """Return where the contract of a tool defines it; None where none does, or it is neither YAML nor JSON."""
    for claim in setting.system.claims(tool):
        location = claim.location
        if claim.attribute != "contract" or location is None or location.tree is None:
            continue
        if location.path in setting.descriptions:
            continue
        root, pointer = location.tree.value, location.pointer
        if pointer and pointer[-1] in _INSIDE:
            pointer = pointer[:-1]
        value = reached(root, pointer)
        if isinstance(value, dict):
            whole = root if isinstance(root, dict) else {}
            return Defined(document=location.document, root=whole, pointer=pointer, value=value)
    return None


def reached(value: Value, pointer: Sequence[str | int]) -> Value:
    """Return what a pointer leads to; None where it leads nowhere."""
    for step in pointer:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def local(root: Mapping[str, Value], reference: Value) -> Pointer | None:
    """Return where a `$ref` within the same document leads to."""
    if not isinstance(reference, str) or not reference.startswith("#/"):
        return None
    parts = (part.replace("~1", "/").replace("~0", "~") for part in reference[2:].split("/"))
    pointer = tuple(parts)
    return pointer if isinstance(reached(dict(root), pointer), dict) else None


def followed(root: Mapping[str, Value], pointer: Pointer) -> Pointer | None:
    """Return a pointer to a mapping, with a `$ref` in it followed once; None where there is none."""
    value = reached(dict(root), pointer)
    if not isinstance(value, dict):
        return None
    return local(root, value["$ref"]) if "$ref" in value else pointer


def step_of(subject: str, defined: Defined, written: Written) -> Step:
    """Return the step that writes something into a contract."""
    return Step(
        subject=subject,
        document=defined.document,
        wanted=written.wanted,
        complete=written.complete,
        effect=MAKES if written.makes else STATES,
        note=written.note,
    )
