"""Reads Python code by its syntax alone: what it imports of a framework, and the calls that show how it is used."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from auditor.documents import Document
from auditor.errors import InputError, Problem
from auditor.model.claims import Location
from auditor.readers.projects.catalogue import Catalogue, Framework
from auditor.readers.projects.dependencies import line_of

_LARGEST = 512 * 1024
_LONGEST_VALUE = 60
_AMBIGUOUS = frozenset(("agents",))
"""Modules whose name a project may well use itself; they count where a name is imported that the framework has."""
_GUARDS = frozenset(("ImportError", "ModuleNotFoundError", "Exception", "BaseException"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One import or call."""

    framework: Framework
    shows: str
    """`import`, or what the call stands for."""
    name: str
    """The dotted name that is imported, or the last part of what is called, or the keyword."""
    value: str
    location: Location
    optional: bool = False
    """True for an import that may fail, that a function does when it is called, or that only a type checker follows."""


@dataclass(slots=True, kw_only=True)
class _File:
    """What is known of one file while its syntax is walked."""

    document: Document
    table: Catalogue
    local: frozenset[str]
    """Top-level modules that are the project's own."""
    names: dict[str, tuple[Framework, str]] = field(default_factory=dict)
    """What a name in this file stands for: a framework's module or part of it."""
    made: dict[str, str] = field(default_factory=dict)
    """The class or function that a variable was made by."""
    families: dict[str, Framework] = field(default_factory=dict)
    found: list[Use] = field(default_factory=list)

    def at(self, node: ast.AST) -> Location:
        line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
        return line_of(self.document, line, column + 1)


def read_source(document: Document, table: Catalogue, local: frozenset[str]) -> list[Use]:
    """Return what a Python file uses of frameworks, by line. Raises InputError where it is no Python 3."""
    tree = _parsed(document)
    file = _File(document=document, table=table, local=local)
    for statement, optional in _imports(tree):
        _import(file, statement, optional=optional)
    if not file.families:
        return []
    nodes = list(ast.walk(tree))
    for node in nodes:
        _remember(file, node)
    for node in nodes:
        _look(file, node)
    return sorted(file.found, key=lambda use: use.location.line_in_text or 0)


def _parsed(document: Document) -> ast.Module:
    if document.size > _LARGEST:
        raise document.error_at_start(f"{document.size:,} bytes; expected at most {_LARGEST:,} of Python")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the style of code that is not ours
            return ast.parse(document.text)
    except SyntaxError as error:
        line, column = max(error.lineno or 1, 1), max(error.offset or 1, 1)
        message = f"not Python 3: {error.msg}"
        raise InputError(Problem(path=document.path, line=line, column=column, message=message)) from None
    except (ValueError, RecursionError, MemoryError):
        raise document.error_at_start("not Python 3: a null character, or nested too deeply") from None


def _imports(tree: ast.Module) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    """Yield the imports of a file, and whether the file can be loaded without: in a function, in a `try` for the case
    that it fails, or below `if TYPE_CHECKING`. Only statements are looked at; there are few of them.
    """
    waiting: list[tuple[ast.AST, bool]] = [(tree, False)]
    while waiting:
        node, optional = waiting.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node, optional
            continue
        optional = optional or _is_optional(node)
        following: list[tuple[ast.AST, bool]] = []
        for name in ("body", "orelse", "finalbody", "handlers", "cases"):
            inner = getattr(node, name, None)
            following += [(one, optional) for one in inner] if isinstance(inner, list) else []
        waiting += reversed(following)


def _is_optional(node: ast.AST) -> bool:
    if isinstance(node, ast.Try):
        return any(map(_catches_import, node.handlers))
    if isinstance(node, ast.If):
        return _last(node.test) == "TYPE_CHECKING"
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def _catches_import(handler: ast.ExceptHandler) -> bool:
    named = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(one is None or _last(one) in _GUARDS for one in named)


def _import(file: _File, node: ast.Import | ast.ImportFrom, *, optional: bool) -> None:
    for module, name, bound in _imported(node):
        framework = file.table.of_module(f"{module}.{name}" if name else module)
        root = module.partition(".")[0]
        if framework is None or root in file.local:
            continue
        if root in _AMBIGUOUS and name not in file.table.marks.get(framework.family, {}) and name != "Runner":
            continue
        file.names[bound] = (framework, name)
        file.families.setdefault(framework.family, framework)
        dotted = f"{module}.{name}" if name else module
        file.found.append(
            Use(framework=framework, shows="import", name=dotted, value="", location=file.at(node), optional=optional)
        )


def _imported(node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, str, str]]:
    """Yield module, imported name and the name that it has in the file."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield alias.name, "", alias.asname or alias.name.partition(".")[0]
    elif node.level == 0 and node.module:
        for alias in node.names:
            yield node.module, alias.name, alias.asname or alias.name


def _remember(file: _File, node: ast.AST) -> None:
    """Keep what variables were made by: `saver = InMemorySaver()`, `with PostgresSaver.connect(…) as saver`."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        _remember_one(file, node.targets[0], node.value)
    elif isinstance(node, ast.With | ast.AsyncWith):
        for item in node.items:
            _remember_one(file, item.optional_vars, item.context_expr)


def _remember_one(file: _File, target: ast.expr | None, value: ast.expr) -> None:
    name, maker = _last(target), _maker(value)
    if name and maker:
        file.made[name] = maker if file.made.get(name, maker) == maker else ""


def _maker(value: ast.expr) -> str:
    """Return the first name with a capital in what is called, such as the class before `.from_conn_string`."""
    if isinstance(value, ast.Await):
        value = value.value
    if not isinstance(value, ast.Call):
        return ""
    parts = _parts(value.func)
    return next((part for part in parts if part[:1].isupper()), parts[-1] if parts else "")


def _look(file: _File, node: ast.AST) -> None:
    if isinstance(node, ast.Call):
        _mark(file, node.func)
        for keyword in node.keywords:
            _keyword(file, keyword.arg or "", keyword.value, _last(node.func))
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                _keyword(file, key.value, value, None)
    elif isinstance(node, ast.ClassDef):
        for base in (*node.bases, *node.decorator_list):
            _mark(file, base)
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        for decorator in node.decorator_list:
            _mark(file, decorator)


def _mark(file: _File, called: ast.expr) -> None:
    """Add what a call, a base class or a decorator shows, where its name was imported from a framework."""
    if isinstance(called, ast.Subscript):
        called = called.value
    parts = _parts(called)
    framework, original = file.names.get(parts[0], (None, "")) if parts else (None, "")
    if framework is None:
        return
    last = parts[-1] if len(parts) > 1 else original
    shows = file.table.marks.get(framework.family, {}).get(last)
    if shows is None and len(parts) > 1:
        last = original
        shows = file.table.marks.get(framework.family, {}).get(original)
    if shows is not None:
        file.found.append(Use(framework=framework, shows=shows, name=last, value="", location=file.at(called)))


def _keyword(file: _File, name: str, value: ast.expr, called: str | None) -> None:
    """Add what a keyword argument shows; `called` is None for the key of a dictionary."""
    for family, framework in file.families.items():
        known = file.table.keywords.get(family, {}).get(name)
        if known is None or (not known.key if called is None else bool(known.of) and called not in known.of):
            continue
        shown = _shown(value, file.made)
        if known.says(shown):
            file.found.append(
                Use(framework=framework, shows=known.shows, name=name, value=shown, location=file.at(value))
            )


def _shown(value: ast.expr, made: Mapping[str, str]) -> str:
    """Return an argument in a word: a constant, the class that made it, or the name of a variable."""
    match value:
        case ast.Constant(value=constant):
            return repr(constant)[:_LONGEST_VALUE] if isinstance(constant, str | int | float | None) else "…"
        case ast.List(elts=elements):
            return "[…]" if elements else "[]"
        case ast.Dict(keys=keys):
            return "{…}" if keys else "{}"
        case ast.Call():
            return _maker(value) or "…"
        case _:
            name = _last(value)
            return made.get(name) or name or "…"


def _last(node: ast.AST | None) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _parts(node: ast.AST) -> list[str]:
    """Return a dotted name as its parts; empty where it does not start with a name."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return []
    return [node.id, *reversed(parts)]
