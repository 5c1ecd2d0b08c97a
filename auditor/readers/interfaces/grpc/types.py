"""Turns the messages of Protocol Buffers files into JSON Schemas."""

from __future__ import annotations

from collections.abc import Collection

from auditor.documents import Value
from auditor.readers.interfaces.grpc.constraints import behaviours, is_required, limits
from auditor.readers.interfaces.grpc.definitions import Enumeration, Field, File, Message
from auditor.readers.interfaces.grpc.known import SCALARS, provided_type
from auditor.readers.interfaces.typed.text import Schema, TypedText

_MAP_KEYS: dict[str, Schema] = {"string": {}, "bool": {"propertyNames": {"enum": ["true", "false"]}}}


class TypeReader:
    """Writes the schemas of the types of one file into its text's tree."""

    def __init__(self, text: TypedText, file: File, defined: Collection[str]) -> None:
        self._text = text
        self._file = file
        self._defined = defined
        """The full names of every type of every file that was read."""

    def read(self) -> None:
        """Add a schema for each type."""
        for message in self._file.messages:
            self._add(message, self._of_message(message))
        for enumeration in self._file.enumerations:
            self._add(enumeration, {"type": "string", "enum": list(enumeration.values)})

    def _add(self, definition: Message | Enumeration, schema: Schema) -> None:
        if definition.description:
            schema["description"] = definition.description
        self._text.types[definition.name] = self._text.placed(schema, definition.offset)

    def reference(self, name: str, scope: str) -> Schema:
        """Return what stands for a type that is named inside a scope."""
        found = full_name(name, scope, self._defined)
        if found not in self._defined and (known := provided_type(found)) is not None:
            return known
        return {"$ref": found}

    def name_of(self, name: str, scope: str) -> str:
        """Return the full name of a type that is named inside a scope."""
        return full_name(name, scope, self._defined)

    def _of_message(self, message: Message) -> Schema:
        properties: Schema = {}
        required: list[Value] = []
        for field in message.fields:
            properties[field.name] = self._of_field(field, message.name)
            if is_required(field):
                required.append(field.name)
        schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
        if required:
            schema["required"] = required
        if message.options.get("deprecated") is True:
            schema["deprecated"] = True
        return schema

    def _of_field(self, field: Field, scope: str) -> Schema:
        one = SCALARS.get(field.type) or self.reference(field.type, scope)
        if field.key:
            schema: Schema = {"type": "object", "additionalProperties": {**one}, **_MAP_KEYS.get(field.key, {})}
        elif field.label == "repeated":
            schema = {"type": "array", "items": {**one}}
        else:
            schema = {**one}
        schema |= limits(field)
        if field.description:
            schema["description"] = field.description
        if field.options.get("default") is not None:
            schema["default"] = field.options["default"]
        if field.options.get("deprecated") is True:
            schema["deprecated"] = True
        if "OUTPUT_ONLY" in behaviours(field):
            schema["readOnly"] = True
        return self._text.placed(schema, field.offset)


def full_name(name: str, scope: str, defined: Collection[str]) -> str:
    """Return the full name of a type, looked up from the innermost scope outwards; as written where none fits."""
    if name.startswith("."):
        return name[1:]
    while scope:
        if (candidate := f"{scope}.{name}") in defined:
            return candidate
        scope = scope.rpartition(".")[0]
    return name


def type_names(file: File) -> list[str]:
    """Return the full names of the types that a file defines."""
    return [message.name for message in file.messages] + [one.name for one in file.enumerations]
