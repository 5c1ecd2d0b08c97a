"""What is wrong with schemas that are joined: allOf that cannot be met, discriminators that nothing carries."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.documents import Value
from auditor.readers.interfaces.nodes import Key, Node
from auditor.readers.interfaces.quality.dialects import Dialect
from auditor.readers.interfaces.quality.fitting import stated_types
from auditor.readers.interfaces.quality.flaws import Flaw
from auditor.readers.interfaces.schemas import Layers, Schemas
from auditor.readers.interfaces.values import mapping, texts

_MOST_LAYERS = 30
"""Joined schemas that are compared with each other."""


class JoinedSchemas:
    """Looks at schemas together with what they refer to."""

    def __init__(self, schemas: Schemas, dialect: Dialect) -> None:
        self._schemas = schemas
        self._dialect = dialect

    def flaws_of(self, schema: Node) -> Iterator[Flaw]:
        """Yield what is wrong with the allOf and the discriminator of a schema."""
        if schema.get("allOf") is not None:
            layers = self._layers(schema)
            if layers is not None:
                yield from self._of_types(layers)
                yield from self._of_closed(layers)
        if schema.get("discriminator") is not None:
            yield from self._of_discriminator(schema)

    def _layers(self, schema: Node) -> Layers | None:
        """Return the schemas that allOf joins, or None where they are too many to compare."""
        found: dict[Key, Node] = {}
        waiting, whole = [schema], True
        while waiting:
            node = waiting.pop()
            if node.key in found:
                continue
            if len(found) >= _MOST_LAYERS:
                return None
            found[node.key] = node
            if (members := node.get("allOf")) is not None:
                waiting += members.items()
            if node.reference is not None:
                target = self._schemas.references.follow(node)
                whole = whole and target is not None
                waiting += [target] if target is not None else []
        return Layers(nodes=tuple(found.values()), whole=whole)

    def _of_types(self, layers: Layers) -> Iterator[Flaw]:
        common: set[str] | None = None
        for layer in layers.nodes:
            types = set(stated_types(mapping(layer.value), self._dialect)) - {"null"}
            if not types:
                continue
            types |= {"integer"} if "number" in types else set()
            if common is not None and common.isdisjoint(types):
                what = f"allOf asks for {_either(common)} and for {_either(types)} at once, so that no value fits"
                yield Flaw(kind="impossible", what=what, steps=("allOf",))
                return
            common = types if common is None else common & types

    def _of_closed(self, layers: Layers) -> Iterator[Flaw]:
        """`additionalProperties: false` sees only the properties beside it (JSON Schema, core §10.3.2.3)."""
        if not layers.whole:
            return
        required = {name for layer in layers.nodes for name in texts(mapping(layer.value).get("required"))}
        for layer in layers.nodes:
            value = mapping(layer.value)
            if value.get("additionalProperties") is not False or value.get("patternProperties"):
                continue
            missing = sorted(required - mapping(value.get("properties")).keys())
            own = texts(value.get("required"))
            if missing and not set(missing) & set(own):
                what = (
                    f"one part of allOf requires `{missing[0]}` and another has `additionalProperties: false` "
                    "without it, so that no object fits"
                )
                yield Flaw(kind="impossible", what=what, steps=("allOf",))
                return

    def _of_discriminator(self, schema: Node) -> Iterator[Flaw]:
        stated = mapping(schema.value)["discriminator"]
        name: Value = stated.get("propertyName") if isinstance(stated, dict) else stated
        if not isinstance(name, str):
            if isinstance(stated, dict):
                what = "the discriminator names no property; expected `propertyName`"
                yield Flaw(kind="broken_choice", what=what, steps=("discriminator",))
            return
        branches = [branch for key in ("oneOf", "anyOf") for branch in _items(schema, key)]
        for number, branch in enumerate(branches or [schema]):
            properties = self._schemas.properties(branch)
            if properties.whole and name not in properties.by_name:
                which = f"branch {number + 1}" if branches else "the schema"
                what = f"the discriminator `{name}` is no property of {which}, so that nothing tells the kinds apart"
                yield Flaw(kind="broken_choice", what=what, steps=("discriminator",))
                return


def _items(schema: Node, key: str) -> list[Node]:
    listed = schema.get(key)
    return list(listed.items()) if listed else []


def _either(types: set[str]) -> str:
    return " or ".join(sorted(types))
