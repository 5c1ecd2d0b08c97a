"""Shapes JSON Schemas for Gemini as Pydantic AI does: constants become enums, formats go into descriptions."""

from __future__ import annotations

from auditor.documents import Pointer, Value
from auditor.frameworks.conversion import sequence
from auditor.frameworks.model_schemas import Object, SchemaWalk


class GoogleModels(SchemaWalk):
    """Gemini: constants become enums, formats go into descriptions."""

    def transform(self, schema: Object, at: Pointer) -> Object:
        """Return one schema without what Gemini does not take."""
        const = schema.get("const")
        dropped = ("$schema", "const", "discriminator", "examples", "title", "exclusiveMinimum", "exclusiveMaximum")
        made = {key: value for key, value in schema.items() if key not in dropped}
        if const is not None:
            made["enum"] = [const]
            if "type" not in made and (word := _word_for(const)):
                made["type"] = word
        made = _one_enum(made, at)
        if made.get("type") == "string" and "format" in made and (stated := made.pop("format")):
            before = made.get("description")
            made["description"] = f"{before} (format: {stated})" if before else f"Format: {stated}"
        return made


def _word_for(const: Value) -> str:
    kinds = ((str, "string"), (bool, "boolean"), (int, "integer"), (float, "number"))
    return next((word for kind, word in kinds if isinstance(const, kind)), "")


def _one_enum(schema: Object, at: Pointer) -> Object:
    """Return alternatives of one value each as one enum, and what they are described with as its description."""
    options = [item for item in _alternatives(schema) if isinstance(item, dict)]
    if not options or len(options) != len(_alternatives(schema)):
        return schema
    if not all(_is_one_value(item, at) for item in options):
        return schema
    words = [item.get("type") for item in options]
    if any(word != words[0] for word in words) or "enum" in schema or schema.get("type", words[0]) != words[0]:
        return schema
    values = [item["enum"][0] for item in options]  # type: ignore[index]
    made: Object = {**{key: item for key, item in schema.items() if key != "anyOf"}, "enum": values}
    if words[0] is not None:
        made["type"] = words[0]
    said = [
        f"{value}: {item['description']}"
        for value, item in zip(values, options, strict=True)
        if item.get("description")
    ]
    if said:
        made["description"] = "\n".join(map(str, [*filter(None, [schema.get("description")]), *said]))
    return made


def _alternatives(schema: Object) -> list[Value]:
    found = schema.get("anyOf")
    return found if isinstance(found, list) else []


def _is_one_value(schema: Object, at: Pointer) -> bool:
    values = schema.get("enum", [])
    return len(sequence(values, "`enum`", at)) == 1 and schema.keys() <= {"enum", "type", "description"}
