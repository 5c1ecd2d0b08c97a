"""Tells, without opening them, which files of a folder are about agent frameworks; most Python files are not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import PurePosixPath

from auditor.documents import Workspace
from auditor.readers.projects.catalogue import catalogue
from auditor.readers.projects.node_files import MANIFEST as PACKAGE_JSON
from auditor.readers.projects.requirements_txt import is_requirements

PYPROJECT = "pyproject.toml"
SEARCHED = 512 * 1024
"""Bytes of a file in which a framework's name must stand."""

_TESTS = re.compile(
    r"(?:^|/)(?:tests?(?:[_-][\w-]+)?|testing|__tests__)/|(?:^|/)(?:test_[^/]*|[^/]*_test|conftest)\.py$"
)


def is_manifest(path: str) -> bool:
    """Tell by its path whether a file lists the packages of a project."""
    return PurePosixPath(path).name in (PYPROJECT, PACKAGE_JSON) or is_requirements(path)


def is_test(path: str) -> bool:
    """Tell by its path whether a Python file is a test, which shows nothing of what the project runs."""
    return _TESTS.search(path) is not None


def is_project_file(path: str) -> bool:
    """Tell by its path whether a file may belong to a project: a list of packages, or Python code that is no test."""
    return is_manifest(path) or (path.endswith(".py") and not is_test(path))


def concerns_agents(workspace: Workspace, path: str, local: frozenset[str] = frozenset()) -> bool:
    """Tell whether a list of packages or a Python file names a framework, a provider's SDK or a protocol's.

    `local` are modules of the project itself, which are no framework's whatever they are called.
    """
    pattern = _import_pattern(local & _roots()) if path.endswith(".py") else _package_pattern()
    return workspace.holds(path, pattern, within=SEARCHED)


def project_folder(path: str, folders: frozenset[str]) -> str:
    """Return the nearest folder, on the way up from a file, that lists packages; else the root, which is empty."""
    here = manifest_folder(path) if is_manifest(path) else parent_of(path)
    return next((one for one in upwards(PurePosixPath(here)) if one in folders), "")


def manifest_folders(files: Iterable[str]) -> frozenset[str]:
    """Return the folders of all projects that list packages."""
    return frozenset(manifest_folder(file) for file in files if is_manifest(file))


def manifest_folder(path: str) -> str:
    """Return the folder of the project whose packages a file lists; `requirements/` belongs to the one above."""
    parent = PurePosixPath(path).parent
    return _shown(parent.parent if parent.name == "requirements" and is_requirements(path) else parent)


def parent_of(path: str) -> str:
    """Return the folder of a file; empty for the root."""
    return _shown(PurePosixPath(path).parent)


def upwards(folder: PurePosixPath) -> Iterator[str]:
    """Yield a folder and all above it, the root last."""
    for one in (folder, *folder.parents):
        yield _shown(one)


def worth_opening(files: Iterable[str], workspace: Workspace) -> Iterator[str]:
    """Yield the files of a folder that are worth opening: each list of packages that names a framework, and one Python
    file of each project that has no such list. A project is read as a whole from any of its files.
    """
    files = tuple(files)
    folders, found, code = manifest_folders(files), set[str](), list[str]()
    for file in files:
        if not is_project_file(file):
            yield file
        elif not is_manifest(file):
            code.append(file)
        elif concerns_agents(workspace, file):
            found.add(manifest_folder(file))
            yield file
    for file in code:
        folder = project_folder(file, folders)
        if folder not in found and concerns_agents(workspace, file):
            found.add(folder)
            yield file


def _shown(folder: PurePosixPath) -> str:
    return "" if folder == PurePosixPath() else folder.as_posix()


@cache
def _roots() -> frozenset[str]:
    return frozenset(module.partition(".")[0] for module in catalogue().by_module)


@cache
def _import_pattern(local: frozenset[str]) -> re.Pattern[bytes]:
    modules = [module for module in catalogue().by_module if module.partition(".")[0] not in local]
    plain = "|".join(sorted(re.escape(module) for module in modules if "." not in module))
    nested = "|".join(sorted({re.escape(module.replace(".", r" ")) for module in modules if "." in module}))
    inner = nested.replace(r"\ ", r"(?:\.|[ \t]+import[ \t]+)")
    either = "|".join(filter(None, (rf"(?:{plain})\b" if plain else "", inner))) or "(?!)"
    return re.compile(rf"^[ \t]*(?:from|import)[ \t]+(?:{either})".encode(), re.MULTILINE)


@cache
def _package_pattern() -> re.Pattern[bytes]:
    names = {name for _, name in catalogue().by_package}
    spelled = "|".join(re.escape(name).replace(r"\-", "[-_.]") for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{spelled})(?![\w-])".encode(), re.IGNORECASE)
