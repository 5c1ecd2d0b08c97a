"""Where examples stand, and whether they are what their schema says."""

from __future__ import annotations

from auditor.documents import Value
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.openapi.jairf.defects import allows, types_of
from auditor.readers.interfaces.openapi.jairf.walk import Object, Targets
from auditor.readers.interfaces.values import items, mapping

_MOST_STEPS = 2_000_000
"""Comparisons of a value with a schema; examples after that stay unjudged. The 13 MB of GitHub take 0.3 million."""

_DEEPEST = 60


class Examples:
    """Counts places for examples and judges the examples there."""

    def __init__(self, targets: Targets) -> None:
        self._targets = targets
        self._steps = 0
        self.places = 0
        self.present = 0
        self.count = 0
        self.valid = 0
        self.invalid = 0

    def in_schema(self, schema: Object, home: Node, name: str) -> None:
        """Take a schema as a place, and its examples."""
        del name
        listed = items(schema.get("examples"))
        self._place("example" in schema or bool(listed))
        for value in [schema["example"]] if "example" in schema else listed:
            self._judge(value, schema, home)

    def in_value(self, holder: Object, home: Node, name: str) -> None:
        """Take a parameter, a header or a media type as a place, and its examples; XML has another notation."""
        shown = self._shown(holder, home)
        self._place("example" in holder or bool(holder.get("examples")))
        if "xml" not in name and "schema" in holder:
            for value in shown:
                self._judge(value, holder["schema"], home)

    def in_response(self, response: Object, home: Node, name: str) -> None:
        """Take the examples of a Swagger 2.0 response, which stand by media type."""
        del name
        if "schema" not in response:
            return
        for media_type, value in mapping(response.get("examples")).items():
            if "xml" not in media_type:
                self._judge(value, response["schema"], home)

    def _shown(self, holder: Object, home: Node) -> list[Value]:
        found = [holder["example"]] if "example" in holder else []
        for example in mapping(holder.get("examples")).values():
            target = self._targets.of(example, home)
            if target is not None and "value" in mapping(target.value):
                found.append(mapping(target.value)["value"])
        return found

    def _place(self, present: bool) -> None:
        self.places += 1
        self.present += present

    def _judge(self, value: Value, schema: Value, home: Node) -> None:
        self.count += 1
        fits = self._fits(value, schema, home, 0)
        self.valid += fits is True
        self.invalid += fits is False

    def _fits(self, value: Value, schema: Value, home: Node, depth: int) -> bool | None:
        """Tell whether a value is what a schema allows; None where that was not looked at, or cannot be."""
        self._steps += 1
        if isinstance(schema, bool):
            return schema
        target = self._targets.of(schema, home)
        if depth > _DEEPEST or self._steps > _MOST_STEPS or target is None or not isinstance(target.value, dict):
            return None
        here = target.value
        if value is None and here.get("nullable") is True:
            return True
        if not _fits_alone(value, here):
            return False
        known = [self._fits(value, part, target, depth + 1) for part in items(here.get("allOf"))]
        known += self._choices(value, here, target, depth)
        if isinstance(value, dict):
            known += self._members(value, here, target, depth)
        elif isinstance(value, list) and isinstance(here.get("items"), dict | bool):
            known += [self._fits(item, here["items"], target, depth + 1) for item in value]
        known += [None] if "pattern" in here or "not" in here or "if" in here else []
        return False if False in known else None if None in known else True

    def _choices(self, value: Value, schema: Object, home: Node, depth: int) -> list[bool | None]:
        found: list[bool | None] = []
        if listed := items(schema.get("anyOf")):
            each = [self._fits(value, branch, home, depth + 1) for branch in listed]
            found.append(True if True in each else None if None in each else False)
        if listed := items(schema.get("oneOf")):
            each = [self._fits(value, branch, home, depth + 1) for branch in listed]
            fitting = each.count(True)
            found.append(False if fitting > 1 else None if None in each else fitting == 1)
        return found

    def _members(self, value: Object, schema: Object, home: Node, depth: int) -> list[bool | None]:
        declared = mapping(schema.get("properties"))
        known: list[bool | None] = []
        for name, inner in value.items():
            if name in declared:
                known.append(self._fits(inner, declared[name], home, depth + 1))
            elif (rest := schema.get("additionalProperties")) is not None and not schema.get("patternProperties"):
                known.append(self._fits(inner, rest, home, depth + 1))
        missing = [name for name in items(schema.get("required")) if isinstance(name, str) and name not in value]
        known += [False for name in missing if not self._one_way(declared.get(name), home)]
        return known

    def _one_way(self, field: Value, home: Node) -> bool:
        """Tell whether a property is only sent or only received, so that an example may lack it."""
        target = self._targets.of(field, home)
        says = mapping(target.value if target else None)
        return says.get("readOnly") is True or says.get("writeOnly") is True


def _fits_alone(value: Value, schema: Object) -> bool:
    """Check what needs no other schema: type, enum, const, lengths and bounds."""
    if not allows(types_of(schema), value):
        return False
    enum = schema.get("enum")
    if isinstance(enum, list) and value not in enum:
        return False
    if "const" in schema and value != schema["const"]:
        return False
    if isinstance(value, str | list):
        kind = "Length" if isinstance(value, str) else "Items"
        return _between(len(value), schema.get(f"min{kind}"), schema.get(f"max{kind}"))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _between(value, schema.get("minimum"), schema.get("maximum"))
    return True


def _between(size: float, low: Value, high: Value) -> bool:
    return not (isinstance(low, int | float) and size < low) and not (isinstance(high, int | float) and size > high)
