"""Follows `$ref`, within a document and between documents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import unquote

from auditor.documents.document import Document
from auditor.documents.tree import Tree
from auditor.documents.values import Pointer, Value
from auditor.documents.wording import printable
from auditor.documents.workspace import Workspace
from auditor.errors import InputError, Problem

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_INDEX = re.compile(r"0|[1-9][0-9]{0,9}")


class UnresolvedReference(InputError):  # noqa: N818 - it names what the input holds
    """A reference leads nowhere, in a circle, or out of the audited files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a reference stands for, after every reference on the way."""

    document: Document
    tree: Tree
    pointer: Pointer
    value: Value


class _DeadEndError(Exception):
    """A reference that cannot be followed; its text says why."""


_Key = tuple[int, int, str]


class Resolver:
    """Follows references and remembers where each of them led."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[_Key, Target | str] = {}
        self._followed: dict[_Key, None] = {}

    def resolve(self, ref: str, *, document: Document, pointer: Pointer, tree: Tree | None = None) -> Target:
        """Return what a reference stands for, in the first tree of a document unless another is given.

        The pointer is that of the mapping with the `$ref`. Raise UnresolvedReference, placed at the `$ref`.
        """
        tree = tree or document.tree
        try:
            return self._follow(ref, document, tree)
        except _DeadEndError as error:
            at = tree.position((*pointer, "$ref"))
            problem = Problem(path=document.path, line=at.line, column=at.column, message=str(error))
            raise UnresolvedReference(problem) from None

    def _follow(self, ref: str, document: Document, tree: Tree) -> Target:
        key = (id(document), id(tree), ref)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._find(key, ref, document, tree)
        if isinstance(known, str):
            raise _DeadEndError(known)
        return known

    def _find(self, key: _Key, ref: str, document: Document, tree: Tree) -> Target | str:
        shown = printable(ref)
        if key in self._followed:
            return f"the reference {shown} leads back to itself"
        if len(self._followed) >= self._workspace.budgets.reference_depth:
            return f"the reference {shown} stands at the end of more than {len(self._followed)} others"
        self._followed[key] = None
        try:
            return self._walk(ref, document, tree)
        except _DeadEndError as error:
            return str(error)
        finally:
            del self._followed[key]

    def _walk(self, ref: str, document: Document, tree: Tree) -> Target:
        file, _, fragment = ref.partition("#")
        if file:
            document, tree = self._open(file, document)
        here = Target(document=document, tree=tree, pointer=(), value=tree.value)
        for step in _steps(ref, fragment):
            inner = here if _has(here.value, step) else self._beyond(here)
            here = _child(inner, step, ref)
        return self._beyond(here)

    def _beyond(self, here: Target) -> Target:
        """Return what a mapping refers to if it is a reference itself, or else the mapping."""
        if isinstance(here.value, dict) and isinstance(ref := here.value.get("$ref"), str):
            return self._follow(ref, here.document, here.tree)
        return here

    def _open(self, file: str, document: Document) -> tuple[Document, Tree]:
        if _SCHEME.match(file):
            raise _DeadEndError(f"the reference {printable(file)} is an address; there is no network in an audit")
        try:
            opened = self._workspace.open(unquote(file), relative_to=document)
            tree = opened.tree
        except InputError as error:
            problem = error.problems[0]
            raise _DeadEndError(f"the reference {printable(file)} cannot be followed: {problem}") from None
        return opened, tree


def _steps(ref: str, fragment: str) -> list[str]:
    if not fragment:
        return []
    path = unquote(fragment) if "%" in fragment else fragment
    if not path.startswith("/"):
        raise _DeadEndError(f"the reference {printable(ref)} names an anchor; expected a path that begins with #/")
    return [step.replace("~1", "/").replace("~0", "~") for step in path[1:].split("/")]


def _has(value: Value, step: str) -> bool:
    if isinstance(value, dict):
        return step in value
    return isinstance(value, list) and bool(_INDEX.fullmatch(step)) and int(step) < len(value)


def _child(here: Target, step: str, ref: str) -> Target:
    value = here.value
    if _has(value, step):
        if isinstance(value, dict):
            return Target(document=here.document, tree=here.tree, pointer=(*here.pointer, step), value=value[step])
        if isinstance(value, list):
            number = int(step)
            return Target(document=here.document, tree=here.tree, pointer=(*here.pointer, number), value=value[number])
    near = get_close_matches(step, list(value)[:2000], n=1) if isinstance(value, dict) else []
    hint = f"; the nearest is {printable(near[0])}" if near else ""
    place = "/".join(map(str, here.pointer)) or "the root"
    raise _DeadEndError(
        f"the reference {printable(ref)} leads nowhere: {printable(place)} of {here.document.path} "
        f"has no {printable(step)}{hint}"
    )
