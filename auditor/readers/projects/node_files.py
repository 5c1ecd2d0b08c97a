"""Reads package.json and the lock files beside it: npm's, pnpm's, and yarn's and bun's by their presence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from auditor.documents import Document, Pointer, Value
from auditor.model.claims import Location
from auditor.readers.projects.dependencies import ANY, DEVELOPMENT, OPTIONAL, REQUIRED, Dependency, Manifest

MANIFEST = "package.json"
LOCKS = ("package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml")
UNREAD_LOCKS = ("yarn.lock", "bun.lock", "bun.lockb")
"""Lock files whose versions are not read; that there is one counts."""

_TABLES = {
    "dependencies": REQUIRED,
    "peerDependencies": OPTIONAL,
    "optionalDependencies": OPTIONAL,
    "devDependencies": DEVELOPMENT,
}
_MARKS = frozenset((*_TABLES, "name", "version", "private", "scripts", "engines", "workspaces"))
_SOURCE = re.compile(r"(git|https?|file|link|workspace|github|portal|patch)[+:]|[\w.-]+/[\w.-]+(#.*)?$")
_ALIAS = re.compile(r"npm:((?:@[^@/]+/)?[^@/]+)(?:@(.+))?")
_PNPM_KEY = re.compile(r"/?((?:@[^@/]+/)?[^@/()]+)[@/]([^()]+)(?:\(.*)?")


def is_package_json(document: Document) -> bool:
    """Tell whether a document is a package.json, by its name and by keys that npm knows."""
    if PurePosixPath(document.path).name != MANIFEST:
        return False
    return isinstance(document.tree.value, dict) and not _MARKS.isdisjoint(document.tree.value)


def is_node_lock(document: Document) -> bool:
    """Tell whether a document is a lock file of npm or pnpm."""
    if PurePosixPath(document.path).name not in LOCKS or not document.trees:
        return False
    value = document.tree.value
    return isinstance(value, dict) and ("lockfileVersion" in value or "dependencies" in value)


def read_package_json(document: Document) -> Manifest:
    """Return what a package.json asks for. Raises InputError where it is no JSON."""
    found = Manifest(documents=[document])
    value = _mapping(document.tree.value)
    found.name, found.version = _text(value.get("name")), _text(value.get("version"))
    for table, role in _TABLES.items():
        for name, wanted in _mapping(value.get(table)).items():
            if isinstance(wanted, str):
                found.ask(_dependency(name, wanted, role, table, _place(document, table, name)))
    node = _mapping(value.get("engines")).get("node")
    if isinstance(node, str):
        found.runtimes.append((f"node {node}", _place(document, "engines", "node")))
    return found


def read_node_lock(document: Document) -> Manifest:
    """Return the versions that a lock file of npm or pnpm fixes. Raises InputError where it is broken."""
    found = Manifest(documents=[document], locks=[document])
    value = document.tree.value
    entries = _pnpm(value) if document.path.endswith((".yaml", ".yml")) else _npm(value)
    stated = _mapping(value)
    found.members = {key for key in _mapping(stated.get("packages")) if "node_modules/" not in key}
    found.members |= set(_mapping(stated.get("importers")))
    for name, version, pointer in entries:
        found.lock("npm", name, version, Location(document=document, tree=document.tree, pointer=pointer))
    return found


def _dependency(name: str, wanted: str, role: str, table: str, place: Location) -> Dependency:
    alias = _ALIAS.fullmatch(wanted)
    if alias is not None:
        name, wanted = alias[1], alias[2] or ANY
    source = wanted if _SOURCE.match(wanted) else ""
    return Dependency(
        ecosystem="npm",
        name=name,
        range=ANY if source or wanted in ("", "latest", "x", "X") else wanted,
        location=place,
        role=role,
        group="" if role == REQUIRED else table,
        source=source,
    )


def _npm(value: Value) -> Iterator[tuple[str, str, Pointer]]:
    stated = _mapping(value)
    for key, entry in _mapping(stated.get("packages")).items():
        inside, mark, name = key.rpartition("node_modules/")
        version = _mapping(entry).get("version")
        if mark and "node_modules/" not in inside and isinstance(version, str):
            yield _text(_mapping(entry).get("name")) or name, version, ("packages", key, "version")
    if "packages" not in stated:
        for name, entry in _mapping(stated.get("dependencies")).items():
            version = _mapping(entry).get("version")
            if isinstance(version, str):
                yield name, version, ("dependencies", name, "version")


def _pnpm(value: Value) -> Iterator[tuple[str, str, Pointer]]:
    """Yield the packages of pnpm: `name@1.0.0`, or `/name@1.0.0(peer@2.0.0)`, or `/name/1.0.0` before its version 6."""
    for key in _mapping(_mapping(value).get("packages")):
        if found := _PNPM_KEY.fullmatch(key):
            yield found[1], found[2].partition("_")[0], ("packages", key)


def _place(document: Document, *pointer: str) -> Location:
    return Location(document=document, tree=document.tree, pointer=pointer)


def _mapping(value: Value) -> dict[str, Value]:
    return value if isinstance(value, dict) else {}


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
