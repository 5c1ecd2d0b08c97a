"""One fault in many places is one cause."""

from __future__ import annotations

from pathlib import Path

from auditor.derive import derive
from auditor.documents import Workspace
from auditor.evaluate import evaluate
from auditor.linking import link
from auditor.model.system import System
from auditor.readers.reader import Reading
from tests.checklist.said import DAY
from tests.evaluate.judged import control, judged

DOCUMENT = """
openapi: 3.0.3
info: {title: Trips, version: "1"}
paths:
  /trips:
    get: {operationId: listTrips, parameters: [{$ref: '#/components/parameters/page'}], responses: {}}
  /fares:
    get: {operationId: listFares, parameters: [{$ref: '#/components/parameters/page'}], responses: {}}
    put: {operationId: setFares, parameters: [{name: q, in: query, schema: {type: string}}], responses: {}}
components:
  parameters:
    page: {name: page, in: query, schema: {type: integer}}
"""
DESCRIBED = "for_each: {kind: tool}\nrequire: {parameters: {every: {satisfies: {description: {present: true}}}}}"


def test_the_shared_target_of_a_reference_else_the_interface(tmp_path: Path):
    (tmp_path / "trips.yaml").write_text(DOCUMENT)
    reading = Reading.of(Workspace(tmp_path))
    description = reading.read(reading.workspace.open("trips.yaml"))
    result = evaluate(System(derive(link(description))), [control(DESCRIBED)], today=DAY, described=False)[0]
    assert {(other.subject, other.discriminator, other.cause) for other in result.others} == {
        ("trips.listTrips", "page", "trips.yaml#/components/parameters/page"),
        ("trips.listFares", "page", "trips.yaml#/components/parameters/page"),
        ("trips.setFares", "q", "trips"),
    }


def test_the_artifact_for_what_belongs_to_no_interface():
    result = judged("for_each: {kind: agent}\nrequire: {stop: manual}", "agents: {a: {stop: none}, b: {}}")
    assert {other.cause for other in result.others} == {"system.yaml"}
