"""Builders of tool definitions and profiles, so that a test says only what it is about."""

from __future__ import annotations

from auditor.documents import Value
from auditor.frameworks.candidate import Candidate
from auditor.frameworks.loader import load_frameworks
from auditor.frameworks.profile import Framework
from auditor.model.definitions import ToolDefinition
from tests.tiny import document

CITY: Value = {"type": "string", "description": "City name."}


def schema(*required: str, **properties: Value) -> dict[str, Value]:
    """Return an input schema with these properties; with `city` where none is named."""
    return {"type": "object", "properties": dict(properties or {"city": CITY}), "required": list(required)}


def definition(name: Value = "find_trip", *, server: str = "desk", **stated: Value) -> ToolDefinition:
    """Return a definition that every framework takes, but for what is stated otherwise; `...` leaves a key out."""
    whole: dict[str, Value] = {"name": name, "description": "Finds a trip.", "inputSchema": schema("city"), **stated}
    kept = {key: value for key, value in whole.items() if value is not ...}
    return ToolDefinition(tool=f"{server}.{name}", server=server, stated=kept)


def arrived(before: Value, after: Value) -> Candidate:
    """Return the candidate of a definition whose schema became another."""
    candidate = Candidate.of(definition(inputSchema=before))
    candidate.schema = after
    return candidate


def framework(steps: str, *, blast: str = "tool", more: str = "") -> Framework:
    """Return the framework of a profile with one path `x:one` that has these steps."""
    text = f"""\
framework: x
title: X
version: "1"
tried: "2026-11-29"
paths:
  one:
    title: One
    blast: {blast}
    steps: {steps}
{more}"""
    return load_frameworks([document(text, "x.yaml")])[0]
