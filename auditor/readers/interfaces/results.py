"""What the schema of a result says about its shape."""

from __future__ import annotations

import re

from auditor.readers.interfaces.nodes import Key, Node
from auditor.readers.interfaces.schemas import Layers, Properties, Schemas, items_of, values_of

_AROUND = re.compile(
    r"ok|success|status|message|object|kind|etag|self|total\w*|\w*count|_?links?|meta|\w*metadata|paginations?|paging|"
    r"page\w*|per_?page|pages|next\w*|prev\w*|first|last|\w*cursor|\w*token|has_?more|more|limit|offset|size|"
    r"incomplete_results|truncated|warnings?|errors?|url|href|cache_ts|\w*timestamp",
    re.IGNORECASE,
)
"""Names of what stands around a list in a result: counts, links to other pages, states."""

_OF_PAGES = re.compile(
    r"total|total_?(count|items|pages|results)|next\w*|\w*cursor|next_?token|has_?more|paginations?|paging|"
    r"page_?(info|token|number)|response_metadata",
    re.IGNORECASE,
)
"""Names that only results in pages have."""

_SCALARS = frozenset(("string", "integer", "number", "boolean", "null"))


class ResultReader:
    """Tells the shape of results; None where it cannot be known because a part cannot be read."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._structured: dict[Key, bool | None] = {}
        self._lists: dict[Key, tuple[Node, ...] | None] = {}

    def structured(self, schema: Node) -> bool | None:
        """Tell whether a schema says something about what it describes: neither `{}` nor a bare object or list."""
        return self._schemas.once(self._structured, schema, self._find_structured, inside=False, beyond=None)

    def _find_structured(self, schema: Node) -> bool | None:
        layers, types = self._schemas.layers(schema), self._schemas.types(schema)
        if types is None:
            return None
        if values_of(layers) is not None:
            return True
        stated = [name for name in types if name != "null"]
        branches = list(self._schemas.alternatives(layers))
        if stated and (layers.first("type") is not None or not branches):
            return _all([self._says_something(name, schema, layers) for name in stated])
        # Items without a type still say what something in there looks like.
        parts = branches or items_of(layers)
        return _all([self.structured(part) for part in parts]) if parts else False

    def _says_something(self, type_name: str, schema: Node, layers: Layers) -> bool | None:
        if type_name == "array":
            items = items_of(layers)
            return _all([self.structured(item) for item in items]) if items else False
        if type_name != "object":
            return True
        properties = self._schemas.properties(schema)
        if properties.by_name or layers.first("patternProperties") is not None:
            return True
        others = layers.first("additionalProperties")
        if others is not None and others.value is False:
            return True  # an object that must be empty is as clear as no body
        if others is not None and isinstance(others.value, dict) and others.value:
            return self.structured(others)
        return False if properties.whole else None

    def lists(self, schema: Node) -> tuple[Node, ...] | None:
        """Return the lists that a result consists of: itself, or the one list of objects in an envelope."""
        return self._schemas.once(self._lists, schema, self._find_lists, inside=(), beyond=None)

    def _find_lists(self, schema: Node) -> tuple[Node, ...] | None:
        layers, types = self._schemas.layers(schema), self._schemas.types(schema)
        if types is None:
            return None
        if "array" in types and layers.first("type", "items", "prefixItems") is not None:
            return (schema,)
        branches = [self.lists(branch) for branch in self._schemas.alternatives(layers)]
        if any(branches) or None in branches:
            return None if None in branches else tuple(node for nodes in branches for node in nodes or ())
        properties = self._schemas.properties(schema)
        found = self._listed(properties)
        return (found,) if found else () if properties.whole else None

    def _listed(self, properties: Properties) -> Node | None:
        """Return the list that an object is made for: its only content, or the only list on one of several pages."""
        content = {name: p.schema for name, p in properties.by_name.items() if not _AROUND.fullmatch(name)}
        lists = [schema for schema in content.values() if "array" in (self._schemas.types(schema) or ())]
        things = [schema for schema in lists if self._is_list_of_things(schema)]
        if len(content) == 1 and things:
            return things[0]
        main = (things or lists)[0] if len(things or lists) == 1 else None
        others = [schema for schema in content.values() if schema is not main and schema not in lists]
        plain = all(_SCALARS.issuperset(self._schemas.types(schema) or ("object",)) for schema in others)
        in_pages = any(_OF_PAGES.fullmatch(name) for name in properties.by_name)
        return main if plain and in_pages and "id" not in content else None

    def _is_list_of_things(self, schema: Node) -> bool:
        """Tell whether a list holds more than plain values: the tags of one thing are no collection of things."""
        items = items_of(self._schemas.layers(schema))
        return any(not _SCALARS.issuperset(self._schemas.types(item) or ("object",)) for item in items)

    def bounded(self, schema: Node) -> bool | None:
        """Tell whether a result that is a list has a largest size; None for what is no list."""
        lists = self.lists(schema)
        if not lists:
            return None
        return all(self._schemas.layers(node).first("maxItems") is not None for node in lists)


def _all(answers: list[bool | None]) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True
