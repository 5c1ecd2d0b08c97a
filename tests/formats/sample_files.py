"""Lines of the files that the sample report quotes."""

from __future__ import annotations

import textwrap

from auditor.report.schema import Evidence, Excerpt, LevelWord

_FILES: dict[str, tuple[int, str]] = {
    "specs/bookings.yaml": (
        208,
        """\
          /bookings/{bookingId}:
            delete:
              operationId: cancelTrip
              summary: Cancel a trip and release its seats
              tags: [bookings]
              parameters:
                - {name: bookingId, in: path, required: true, schema: {type: string}}
              responses:
                "204": {description: Cancelled}
          /bookings/{bookingId}/refund:
            post:
              operationId: refundTrip
              summary: Pay a trip back to the card that paid for it
              requestBody:
                content:
                  application/json:
                    schema: {type: object, properties: {amount: {}, currency: {type: string}}}
              responses:
                "200":
                  description: Refunded
                  content: {text/plain: {schema: {type: string}}}
          /bookings/{bookingId}/notify:
            post:
              operationId: notifyTraveller
              summary: Send a message to the traveller
        """,
    ),
    "system.yaml": (
        14,
        """\
        models:
          qwen3-max: {provider: alibaba, version: 2025-09-23, inputs: [text, image], tool_calling: native}
        agents:
          planner:
            model: qwen3-max
            framework: {name: langgraph, version: "1.2.22"}
            tools: [bookings, calendar.create_event]
            memory: trips-db
            delegates_to: [policy-checker]
        interfaces:
          bookings: {openapi: specs/bookings.yaml, served_by: booking-api}
          calendar: {mcp: evidence/calendar-tools.json}
        services:
          booking-api: {reads: [trips-db], writes: [trips-db], calls: [airline-gds]}
        datastores: {trips-db: {engine: postgres, data: [personal]}}
        externals: {airline-gds: {trust: untrusted}}
        people: {travel-manager: {approves: [bookings.cancelTrip]}}
        """,
    ),
    "evidence/calendar-tools.json": (
        9,
        """\
        {
          "name": "create_event",
          "description": "Creates an event.",
          "inputSchema": {
            "type": "object",
            "properties": {"when": {}, "who": {"type": "array"}}
          },
          "annotations": {"readOnlyHint": true}
        },
        """,
    ),
    "deploy/compose.yaml": (
        21,
        """\
          booking-api:
            image: registry.example/booking-api:4.2
            environment:
              GDS_TOKEN: "********"
              LOG_LEVEL: warning
            networks: [corporate, internet]
        """,
    ),
}


def lines_around(path: str, line: int, context: int = 3) -> Excerpt | None:
    """Return what the report builder would quote."""
    if path not in _FILES:
        return None
    first, text = _FILES[path]
    lines = textwrap.dedent(text).splitlines()
    start = max(first, line - context)
    return Excerpt(first_line=start, lines=tuple(lines[start - first : line - first + context + 1]), marked=line)


def evidence(place: str, level: LevelWord = "documented", detail: str = "", pointer: str = "") -> Evidence:
    """Return evidence for `path:line:column`, with its lines where the sample has the file."""
    path, line, column = place.rsplit(":", 2)
    return Evidence(
        path=path,
        line=int(line),
        column=int(column),
        pointer=pointer,
        level=level,
        detail=detail,
        excerpt=lines_around(path, int(line)),
    )
