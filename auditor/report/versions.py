"""The versions of what reads inputs and judges them."""

from __future__ import annotations

import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from auditor import __version__
from auditor.report.schema_method import VersionFact

_LIBRARIES = (
    "graphql-core",
    "ijson",
    "jsonschema-rs",
    "networkx",
    "packaging",
    "rapidfuzz",
    "ruamel.yaml.clib",
    "tiktoken",
)
"""What takes part in reading and judging. What only writes takes none: it cannot change what a report says."""


@cache
def versions() -> tuple[VersionFact, ...]:
    """Return the program, Python's minor version and the installed libraries, by name after the first two."""
    found = [
        VersionFact(name="agent-readiness-auditor", version=__version__),
        VersionFact(name="Python", version=f"{sys.version_info.major}.{sys.version_info.minor}"),
    ]
    for name in _LIBRARIES:
        try:
            found.append(VersionFact(name=name, version=version(name)))
        except PackageNotFoundError:  # tiktoken is an extra
            continue
    return tuple(found)
