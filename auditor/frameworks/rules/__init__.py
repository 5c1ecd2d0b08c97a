"""The kinds of rules that profiles are made of. A kind is a function here that is marked with `kind`.

It takes its arguments as a Shape, asks it for each key, and returns a step. Its name is the word in the YAML; the first
paragraph of its docstring is its documentation.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

from auditor.checklist.shape import Shape
from auditor.frameworks.candidate import Step

Kind: TypeAlias = Callable[[Shape], Step]

_KINDS: dict[str, Kind] = {}


def kind(function: Kind) -> Kind:
    """Mark a function as a kind of rule."""
    if function.__name__ in _KINDS:
        raise ValueError(f"two kinds of rules are called {function.__name__!r}")
    _KINDS[function.__name__] = function
    return function


@cache
def all_kinds() -> Mapping[str, Kind]:
    """Return every kind of rule by its name, found by importing the modules of this package."""
    for module in pkgutil.walk_packages(__path__, __name__ + "."):
        importlib.import_module(module.name)
    return MappingProxyType(_KINDS)
