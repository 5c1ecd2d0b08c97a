"""Types that every Protocol Buffers installation brings along, as their JSON form."""

from __future__ import annotations

from auditor.documents import Value
from auditor.readers.interfaces.typed.text import Schema

SCALARS: dict[str, Schema] = {
    "double": {"type": "number", "format": "double"},
    "float": {"type": "number", "format": "float"},
    **{name: {"type": "integer", "format": name} for name in ("int32", "int64")},
    **{name: {"type": "integer", "format": "int32"} for name in ("sint32", "sfixed32")},
    **{name: {"type": "integer", "format": "int64"} for name in ("sint64", "sfixed64")},
    **{name: {"type": "integer", "format": "uint32", "minimum": 0} for name in ("uint32", "fixed32")},
    **{name: {"type": "integer", "format": "uint64", "minimum": 0} for name in ("uint64", "fixed64")},
    "bool": {"type": "boolean"},
    "string": {"type": "string"},
    "bytes": {"type": "string", "format": "byte"},
}


def _text(form: str) -> Schema:
    return {"type": "string", "format": form}


def _object(**properties: Value) -> Schema:
    return {"type": "object", "properties": dict(properties), "additionalProperties": False}


_TEXT: Schema = {"type": "string"}
_INTEGER: Schema = {"type": "integer", "format": "int32"}
_LONG: Schema = {"type": "integer", "format": "int64"}
_NUMBER: Schema = {"type": "number"}
_ANY: Schema = {"type": "object"}
_STATUS = _object(code=_INTEGER, message=_TEXT, details={"type": "array", "items": _ANY})

LONG_RUNNING = "google.longrunning.Operation"

KNOWN: dict[str, Schema] = {
    "google.protobuf.Timestamp": _text("date-time"),
    "google.protobuf.Duration": _text("duration"),
    "google.protobuf.FieldMask": _text("field-mask"),
    "google.protobuf.Empty": _object(),
    "google.protobuf.Any": _ANY,
    "google.protobuf.Struct": _ANY,
    "google.protobuf.Value": _ANY,
    "google.protobuf.ListValue": {"type": "array", "items": _ANY},
    "google.protobuf.NullValue": {"type": "null"},
    **{
        f"google.protobuf.{name}Value": dict(SCALARS[name.lower()])
        for name in ("Double", "Float", "Int64", "UInt64", "Int32", "UInt32", "Bool", "String", "Bytes")
    },
    "google.type.Date": _object(year=_INTEGER, month=_INTEGER, day=_INTEGER),
    "google.type.TimeOfDay": _object(hours=_INTEGER, minutes=_INTEGER, seconds=_INTEGER, nanos=_INTEGER),
    "google.type.Money": _object(
        currency_code={"type": "string", "description": "ISO 4217"}, units=_LONG, nanos=_INTEGER
    ),
    "google.type.LatLng": _object(latitude=_NUMBER, longitude=_NUMBER),
    "google.type.Interval": _object(start_time=_text("date-time"), end_time=_text("date-time")),
    "google.rpc.Status": _STATUS,
    LONG_RUNNING: _object(name=_TEXT, metadata=_ANY, done={"type": "boolean"}, error=_STATUS, response=_ANY),
}
"""By https://protobuf.dev/programming-guides/json/ and the files of google/type, google/rpc and google/longrunning."""

PROVIDED = ("google/protobuf/", "google/api/", "google/rpc/", "google/type/", "google/longrunning/", "google/iam/")
"""Files that projects import from their installation and seldom hold."""
OPTIONS_ONLY = ("buf/validate/", "validate/validate.proto", "protoc-gen-openapiv2/", "gogoproto/", "openapiv3/")
"""Files that define options, and no type of a field."""


def is_provided(path: str) -> bool:
    """Tell whether a file that is imported comes with an installation."""
    return path.startswith(PROVIDED) or path.startswith(OPTIONS_ONLY)


def provided_type(name: str) -> Schema | None:
    """Return the schema of a type that comes with an installation; an object of which only the name is known."""
    if name in KNOWN:
        return dict(KNOWN[name])
    package = name.rpartition(".")[0].replace(".", "/") + "/"
    return {**_object(), "title": name} if package.startswith(PROVIDED) else None
