"""Python checks: what a condition cannot say. A check is a public function of a module here, named as controls name it.

It takes a view and a subject, and by keyword what the control's `with` gives, and returns a Result.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from auditor.checks.view import Result, View

Check = Callable[..., Result]

__all__ = ["Check", "Result", "View", "all_checks"]


@cache
def all_checks() -> Mapping[str, Check]:
    """Return every check by its name, found by walking over the modules of this package."""
    found: dict[str, Check] = {}
    for module in pkgutil.walk_packages(__path__, __name__ + "."):
        for name, function in vars(importlib.import_module(module.name)).items():
            if _is_check(name, function, module.name):
                if name in found:
                    raise ValueError(f"two checks are called {name!r}")
                found[name] = function
    return MappingProxyType(found)


def _is_check(name: str, function: object, module: str) -> bool:
    if name.startswith("_") or not inspect.isfunction(function) or function.__module__ != module:
        return False
    return (
        function.__annotations__.get("return") in (Result, "Result")
        and "view" in inspect.signature(function).parameters
    )
