"""Which controls are meant: by area, tag, id or severity."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.checklist.control import Area, Catalogue, Control
from auditor.checklist.mistakes import Mistakes
from auditor.checklist.shape import Shape
from auditor.documents import Pointer, Value
from auditor.model.findings import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """Which controls are meant; a control that any of the lists names."""

    everything: bool = False
    areas: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    severities: frozenset[str] = frozenset()

    def takes(self, control: Control) -> bool:
        """Tell whether a control is meant."""
        return (
            self.everything
            or control.area.value in self.areas
            or control.id in self.ids
            or control.severity.value in self.severities
            or not self.tags.isdisjoint(control.tags)
        )

    @property
    def key(self) -> str:
        """The selector as text that is the same in every process, which the order of a set is not."""
        return repr((self.everything, *map(sorted, (self.areas, self.tags, self.ids, self.severities))))


def read_selector(mistakes: Mistakes, value: Value, pointer: Pointer, catalogue: Catalogue) -> Selector:
    """Return a selection of areas, tags, ids and severities, or of all; mistakes are noted."""
    if value is None:
        return Selector()
    if value == "all":
        return Selector(everything=True)
    shape = Shape(mistakes, value, pointer, "a selection")
    known = {
        "areas": {area.value for area in Area},
        **_names(catalogue),
        "severity": {severity.value for severity in Severity},
    }
    listed = {key: _listed(mistakes, shape, key, words) for key, words in known.items()}
    shape.finish()
    return Selector(areas=listed["areas"], tags=listed["tags"], ids=listed["ids"], severities=listed["severity"])


def read_named(mistakes: Mistakes, value: Value, pointer: Pointer, catalogue: Catalogue) -> Selector:
    """Return a selection of tags and ids that names at least one; mistakes are noted."""
    shape = Shape(mistakes, value, pointer, "the controls of a clause")
    listed = {key: _listed(mistakes, shape, key, words) for key, words in _names(catalogue).items()}
    shape.finish()
    if shape.is_mapping and not shape.value:
        mistakes.add(pointer, "`controls` names no control; it takes `tags` and `ids`")
    return Selector(tags=listed["tags"], ids=listed["ids"])


def _names(catalogue: Catalogue) -> dict[str, set[str]]:
    return {
        "tags": {tag for control in catalogue.controls for tag in control.tags},
        "ids": {control.id for control in catalogue.controls},
    }


def _listed(mistakes: Mistakes, shape: Shape, key: str, known: set[str]) -> frozenset[str]:
    words = frozenset(shape.texts(key))
    for word in sorted(words - known):
        mistakes.unknown(shape.at(key), key.removesuffix("s"), word, sorted(known), key=False)
    return words
