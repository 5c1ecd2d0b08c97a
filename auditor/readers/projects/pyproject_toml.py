"""Reads pyproject.toml: dependencies of PEP 621, groups of PEP 735, Poetry's tables, and what uv and CrewAI add."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from auditor.documents import Document
from auditor.readers.projects.catalogue import plain_name
from auditor.readers.projects.dependencies import (
    ANY,
    DEVELOPMENT,
    MOST_DEPENDENCIES,
    OPTIONAL,
    REQUIRED,
    Dependency,
    Manifest,
    parse_requirement,
    role_of,
)
from auditor.readers.projects.toml_text import TomlText

_CARET = re.compile(r"\^\s*(\d+(?:\.\d+)*)(.*)")
_TILDE = re.compile(r"~\s*(\d+(?:\.\d+)*)(.*)")
_BARE = re.compile(r"\d+(?:\.\d+)*[\w.+!-]*")
_WILDCARD = re.compile(r"(\d+(?:\.\d+)*)\.\*")
_DEEPEST = 20


def read_pyproject(document: Document) -> Manifest:
    """Return what a pyproject.toml states. Raises InputError where it is no TOML."""
    text = TomlText(document)
    found = Manifest(documents=[document])
    project, tool = _table(text.value, "project"), _table(text.value, "tool")
    poetry = _table(tool, "poetry")
    found.name = str(project.get("name") or poetry.get("name") or "")
    found.version = str(project.get("version") or poetry.get("version") or "")
    _project(text, project, found)
    _groups(text, found)
    _poetry(text, poetry, found)
    _uv(text, _table(tool, "uv"), found)
    _pdm(text, _table(_table(tool, "pdm"), "dev-dependencies"), found)
    return found


def _project(text: TomlText, project: Mapping[str, Any], found: Manifest) -> None:
    _requirements(text, "project", project.get("dependencies"), found)
    for group, listed in _table(project, "optional-dependencies").items():
        role = role_of(group)
        _requirements(text, "project.optional-dependencies", listed, found, role=role, group=group)
    if isinstance(wanted := project.get("requires-python"), str):
        found.runtimes.append((f"python {wanted}", text.place("project", "requires-python", key=True)))
    dynamic = project.get("dynamic")
    if isinstance(dynamic, list) and "dependencies" in dynamic:
        _dynamic(text, found)


def _dynamic(text: TomlText, found: Manifest) -> None:
    """Note where the dependencies come from, where the file only says that something else lists them."""
    dynamic = _table(_table(_table(text.value, "tool"), "setuptools"), "dynamic")
    stated = dynamic.get("dependencies")
    files = stated.get("file") if isinstance(stated, dict) else None
    named = [files] if isinstance(files, str) else files if isinstance(files, list) else []
    if not named:
        found.note(
            "its dependencies are computed when it is built; not read", text.place("project", "dynamic", key=True)
        )
        found.gaps.append("the dependencies are computed when the project is built")


def _groups(text: TomlText, found: Manifest) -> None:
    groups = _table(text.value, "dependency-groups")
    for group in groups:
        role = role_of(group)
        for item in _grouped(groups, group, ()):
            _requirement(text, "dependency-groups", item, found, role, group)


def _grouped(groups: Mapping[str, Any], group: str, above: tuple[str, ...]) -> Iterator[str]:
    """Yield the requirements of a group and of those that it includes (PEP 735)."""
    listed = groups.get(group)
    if group in above or len(above) > _DEEPEST:
        return
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict) and isinstance(inner := item.get("include-group"), str):
            named = next((name for name in groups if plain_name(name) == plain_name(inner)), "")
            yield from _grouped(groups, named, (*above, group))


def _poetry(text: TomlText, poetry: Mapping[str, Any], found: Manifest) -> None:
    for name, wanted in _table(poetry, "dependencies").items():
        if name == "python":
            if isinstance(wanted, str):
                place = text.place("tool.poetry.dependencies", "python", key=True)
                found.runtimes.append((f"python {from_poetry(wanted)}", place))
            continue
        _poetry_one(text, "tool.poetry.dependencies", name, wanted, found, REQUIRED, "")
    for name, wanted in _table(poetry, "dev-dependencies").items():
        _poetry_one(text, "tool.poetry.dev-dependencies", name, wanted, found, DEVELOPMENT, "dev")
    for group, content in _table(poetry, "group").items():
        role = role_of(group) if _is_apart(group, content) else REQUIRED
        for name, wanted in _table(content, "dependencies").items():
            _poetry_one(text, f"tool.poetry.group.{group}.dependencies", name, wanted, found, role, group)


def _is_apart(group: str, content: object) -> bool:
    """Tell whether a group is optional or for development; Poetry installs any other with the project."""
    optional = isinstance(content, dict) and content.get("optional") is True
    return optional or role_of(group) == DEVELOPMENT


def _poetry_one(text: TomlText, table: str, name: str, wanted: object, found: Manifest, role: str, group: str) -> None:
    stated = wanted[0] if isinstance(wanted, list) and wanted else wanted
    fields: Mapping[str, Any] = stated if isinstance(stated, dict) else {}
    version = stated if isinstance(stated, str) else fields.get("version", ANY)
    source = next((str(fields[key]) for key in ("git", "path", "url") if key in fields), "")
    extras = fields.get("extras")
    found.ask(
        Dependency(
            ecosystem="pypi",
            name=plain_name(name),
            range=from_poetry(str(version)),
            location=text.place(table, name, key=True),
            role=OPTIONAL if fields.get("optional") is True and role == REQUIRED else role,
            group=group,
            extras=tuple(sorted(plain_name(str(one)) for one in extras)) if isinstance(extras, list) else (),
            marker=str(fields.get("markers") or fields.get("python") or ""),
            source=source,
        )
    )


def from_poetry(text: str) -> str:
    """Return a range of Poetry as PyPI's specifiers write it; `||` keeps its first alternative's lower bound only."""
    if "||" in text or "|" in text:
        return ANY
    parts = [_from_poetry(part.strip()) for part in re.split(r"[,\s]+(?=[\^~<>=!\d*])", text.strip()) if part.strip()]
    kept = [part for part in parts if part != ANY]
    return ",".join(kept) if kept else ANY


def _from_poetry(part: str) -> str:
    if part in ("*", "latest", ""):
        return ANY
    if found := _CARET.fullmatch(part):
        return f">={found[1]}{found[2]},<{_next(found[1], caret=True)}"
    if not part.startswith("~=") and (found := _TILDE.fullmatch(part)):
        return f">={found[1]}{found[2]},<{_next(found[1], caret=False)}"
    if found := _WILDCARD.fullmatch(part):
        return f"=={found[1]}.*"
    return f"=={part}" if _BARE.fullmatch(part) else part.replace(" ", "")


def _next(version: str, *, caret: bool) -> str:
    """Return the first version that a caret or tilde range leaves out."""
    parts = [int(part[:18]) for part in version.split(".")]
    if caret:
        kept = next((place for place, part in enumerate(parts) if part), len(parts) - 1)
    else:
        kept = min(1, len(parts) - 1)
    return ".".join(map(str, (*parts[:kept], parts[kept] + 1)))


def _uv(text: TomlText, uv: Mapping[str, Any], found: Manifest) -> None:
    _requirements(text, "tool.uv", uv.get("dev-dependencies"), found, role=DEVELOPMENT, group="dev")
    for key in ("constraint-dependencies", "override-dependencies"):
        listed = uv.get(key)
        for item in listed if isinstance(listed, list) else ():
            stated = parse_requirement(str(item), text.place("tool.uv", str(item)))
            if stated is not None:
                found.constraints.append(stated)


def _pdm(text: TomlText, groups: Mapping[str, Any], found: Manifest) -> None:
    for group, listed in groups.items():
        _requirements(text, "tool.pdm.dev-dependencies", listed, found, role=DEVELOPMENT, group=group)


def _requirements(
    text: TomlText, table: str, listed: object, found: Manifest, *, role: str = REQUIRED, group: str = ""
) -> None:
    for item in listed[: MOST_DEPENDENCIES + 1] if isinstance(listed, list) else ():
        _requirement(text, table, item, found, role, group)


def _requirement(text: TomlText, table: str, item: object, found: Manifest, role: str, group: str) -> None:
    if not isinstance(item, str):
        return
    place = text.place(table, item)
    stated = parse_requirement(item, place, role=role, group=group)
    if stated is None:
        found.note(f"not read: `{item[:80]}` is no requirement", place)
        found.gaps.append(f"a requirement at {place} could not be read")
    else:
        found.ask(stated)


def _table(value: object, key: str) -> Mapping[str, Any]:
    inner = value.get(key) if isinstance(value, Mapping) else None
    return inner if isinstance(inner, dict) else {}
