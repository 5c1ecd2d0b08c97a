"""What the names of files and folders of BFCL say: version, category, model, and how the model was asked to call."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from auditor.benchmarks.bfcl_categories import categories

Mode = Literal["native", "prompted", ""]

_PREFIXED = re.compile(r"BFCL_v(?P<version>[1-9])_(?P<category>[a-z0-9_]{1,60})_(?P<kind>score|result)\.json")
_FIRST_RESULT = re.compile(r"gorilla_openfunctions_v1_test_(?P<category>[a-z0-9_]{1,60})_result\.json")
_FIRST_SCORE = re.compile(r"(?P<category>[a-z_]{1,60})_score\.json")
_GROUPS = frozenset({"non_live", "live", "multi_turn", "agentic", "format_sensitivity"})
_BACKENDS = frozenset({"kv", "vector", "rec_sum"})
_TREES = frozenset({"score", "result"})
_NATIVE = re.compile(
    # `-FC` is the harness's mark; these models call natively without it, as the board's "(FC)" says.
    r"-FC(?=$|-)|fc-r$|nova-|granite|hammer|toolace|watt-tool|xlam|palmyra|thinkagent|glm-4-9b|nemotron-ultra|nanbeige"
    r"|ministral|raven|openfunctions",
    re.IGNORECASE,
)
_UNTOLD = re.compile(r"bitagent|coalm|arch-agent|gogoagent|haha-7b", re.IGNORECASE)
_MARK = re.compile(r"-FC(?=$|-)")
_SHOWN = re.compile(r"(?P<name>.*?)\s*\((?P<way>(?:FC|Prompt)\b[^()]*)\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What one path says."""

    path: str
    kind: Literal["score", "result"]
    version: str
    """`V1` to `V4`; empty for names of 2024 that V1 and V2 share."""
    category: str
    prerequisite: bool
    """Whether it fills a memory before the tasks, which nobody scores."""
    folder: str
    """The folder of the model."""
    model: str
    """Its name; empty where the layout does not make it the model's."""

    @property
    def parent(self) -> str:
        """The folder with the models."""
        return _text(PurePosixPath(self.folder).parent)

    @property
    def root(self) -> str:
        """The folder that holds `score` and `result`."""
        parent = PurePosixPath(self.parent)
        return _text(parent.parent) if parent.name in _TREES else _text(parent)


def named(path: str) -> Named | None:
    """Return what a path says, or None where its name is none of BFCL's."""
    place = PurePosixPath(path)
    found = _PREFIXED.fullmatch(place.name)
    if found:
        version, kind = f"V{found['version']}", found["kind"]
    else:
        version, kind = "", "result"
        found = _FIRST_RESULT.fullmatch(place.name)
        if not found:
            kind = "score"
            found = _FIRST_SCORE.fullmatch(place.name)
            if not found or not (found["category"] in categories("V1") or found["category"] in categories("V2")):
                return None
    folder, grouped = _model_folder(place.parent)
    parent = folder.parent
    placed = bool(folder.name) and folder.name not in _TREES and (grouped or parent.name in _TREES)
    category: str = found["category"]
    return Named(
        path=path,
        kind="score" if kind == "score" else "result",
        version=version,
        category=category.removesuffix("_prereq"),
        prerequisite=category.endswith("_prereq"),
        folder=_text(folder),
        model=folder.name if placed else "",
    )


def _model_folder(folder: PurePosixPath) -> tuple[PurePosixPath, bool]:
    """Return the folder above the groups of V4, and whether there were any."""
    if folder.name in _BACKENDS and folder.parent.name == "memory":
        folder = folder.parent
    if folder.name in ("memory", "web_search") and folder.parent.name == "agentic":
        folder = folder.parent
    return (folder.parent, True) if folder.name in _GROUPS else (folder, False)


def _text(path: PurePosixPath) -> str:
    return "" if path.as_posix() == "." else path.as_posix()


def model_of_folder(name: str) -> tuple[str, Mode]:
    """Return the model's name without `-FC`, and how it was asked to call; the mode is empty for models of either."""
    if _UNTOLD.search(name) or not name:
        return name, ""
    return _MARK.sub("", name), "native" if _NATIVE.search(name) else "prompted"


def model_shown(name: str) -> tuple[str, Mode, str]:
    """Return name, mode and reasoning effort of a model as the tables show it, such as `GLM-4.6 (FC thinking)`."""
    found = _SHOWN.fullmatch(name.strip())
    if not found:
        return name.strip(), "", ""
    way = found["way"].lower()
    return found["name"], "native" if way.startswith("fc") else "prompted", "thinking" if "thinking" in way else ""


def same_model(folder: str, shown: str) -> bool:
    """Tell whether a folder such as `Qwen_Qwen3-8B-FC` and a table's `Qwen3-8B (FC)` mean the same model."""
    own, other = _bare(model_of_folder(folder)[0]), _bare(model_shown(shown)[0])
    return bool(other) and (own == other or own.endswith(f"-{other}"))


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-")
