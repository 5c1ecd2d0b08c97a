"""A small plugin with the contract behind it, and a way to read such files."""

from __future__ import annotations

from pathlib import Path

from auditor.documents import Workspace
from auditor.model.system import System
from auditor.readers.folder import find_descriptions, read_found
from auditor.readers.reader import Reading
from tests.readers.interfaces.listed import Listed, openapi_with, write

TRIP = {"type": "object", "properties": {"id": {"type": "string"}, "city": {"type": "string"}}}
ANSWER = {"200": {"description": "Done.", "content": {"application/json": {"schema": TRIP}}}}
BODY = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "properties": {"city": {"type": "string", "description": "Where to."}},
                "required": ["city"],
            }
        }
    },
}
OAUTH = {"OAuth2": {"type": "oauth2", "flows": {}}}


def trips_api(**others: object) -> dict[str, object]:
    """Return an OpenAPI document with three operations."""
    paths = {
        "/trips": {
            "get": {"operationId": "findTrips", "summary": "Finds trips.", "parameters": [], "responses": ANSWER},
            "post": {"operationId": "bookTrip", "summary": "Books.", "requestBody": BODY, "responses": ANSWER},
        },
        "/trips/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
            "delete": {"operationId": "cancelTrip", "responses": {"204": {"description": "Gone."}}},
        },
    }
    return openapi_with(paths, **others)


def function(name: str, **others: object) -> dict[str, object]:
    """Return a function of a Microsoft 365 Copilot plugin."""
    return {"name": name, "description": f"What {name} does.", **others}


def runtime(kind: str = "OpenApi", auth: str = "None", **spec: object) -> dict[str, object]:
    """Return a runtime; without a spec, one that names api.json."""
    return {"type": kind, "auth": {"type": auth}, "spec": spec or {"url": "api.json"}}


def plugin(functions: object = None, runtimes: object = None, **others: object) -> dict[str, object]:
    """Return a plugin manifest with the given functions and, if none are given, one OpenAPI runtime."""
    stated = {} if functions is None else {"functions": functions}
    return {
        "schema_version": "v2.2",
        "name_for_human": "Trips${{SUFFIX}}",
        "description_for_human": "Books trips.",
        "namespace": "trips",
        **stated,
        "runtimes": [runtime()] if runtimes is None else runtimes,
        **others,
    }


def read_files(root: Path, path: str, **files: object) -> Listed:
    """Write files, read one of them; what comes out makes a system."""
    write(root, {name.replace("__", "."): content for name, content in files.items()})
    reading = Reading.of(Workspace(root))
    description = reading.read(reading.workspace.open(path))
    System(description)
    return Listed(description)


def read_folder(root: Path, files: dict[str, object]) -> Listed:
    """Write files, read all of the folder that is understood."""
    write(root, files)
    reading = Reading.of(Workspace(root))
    description = read_found(reading, find_descriptions(reading, "."))
    System(description)
    return Listed(description)
