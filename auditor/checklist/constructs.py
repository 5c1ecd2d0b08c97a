"""The grammar's conditions that are not about an attribute: logic, identity, graph and artifacts."""

from __future__ import annotations

from auditor.checklist.grammar import Construct, Group, Key, Takes

_TO = Key(name="to", takes=Takes.FILTER, required=True)
_BY = Key(name="by", takes=Takes.RELATIONS, meaning="the relations to follow")
_WITHOUT = Key(
    name="without", takes=Takes.FILTER, meaning="only a path on which no entity after the start is like this"
)

CONSTRUCTS = (
    Construct(
        name="all",
        group=Group.LOGIC,
        takes=Takes.CONDITIONS,
        example="all: [{approval: human}, {dry_run: true}]",
        meaning="Each holds. Several keys in one mapping mean the same.",
        in_filter=True,
        in_record=True,
    ),
    Construct(
        name="any",
        group=Group.LOGIC,
        takes=Takes.CONDITIONS,
        example="any: [{approval: human}, {dry_run: true}]",
        meaning="At least one holds.",
        in_filter=True,
        in_record=True,
    ),
    Construct(
        name="not",
        group=Group.LOGIC,
        takes=Takes.CONDITION,
        example="not: {effects: {contains: delete}}",
        meaning="Does not hold; unknown stays unknown.",
        in_filter=True,
        in_record=True,
    ),
    Construct(
        name="kind",
        group=Group.IDENTITY,
        takes=Takes.KINDS,
        example="kind: tool",
        meaning="What sort of entity it is. `for_each` must say it.",
        in_filter=True,
    ),
    Construct(
        name="id",
        group=Group.IDENTITY,
        takes=Takes.GLOB,
        example='id: "bookings.*"',
        meaning="Its id is like this.",
        in_filter=True,
    ),
    Construct(
        name="related",
        group=Group.GRAPH,
        takes=Takes.KEYS,
        example="related: {by: approves, direction: in, to: {kind: person}}",
        meaning="A relation leads directly to (`out`, the default) or comes from (`in`) such an entity.",
        keys=(
            Key(name="by", takes=Takes.RELATIONS, required=True),
            Key(name="direction", takes=Takes.DIRECTION, meaning="`out` where it is not said"),
            _TO,
        ),
    ),
    Construct(
        name="reaches",
        group=Group.GRAPH,
        takes=Takes.KEYS,
        example="reaches: {to: {kind: external, trust: untrusted}, without: {kind: gateway}}",
        meaning="A path leads to such an entity.",
        keys=(_TO, _BY, _WITHOUT),
    ),
    Construct(
        name="reached_from",
        group=Group.GRAPH,
        takes=Takes.KEYS,
        example="reached_from: {from: {kind: agent}, without: {kind: gateway}}",
        meaning="A path comes from such an entity.",
        keys=(Key(name="from", takes=Takes.FILTER, required=True), _BY, _WITHOUT),
    ),
    Construct(
        name="reached_only_through",
        group=Group.GRAPH,
        takes=Takes.SOURCES,
        example="reached_only_through: {kind: gateway, policies: {contains: approval}}",
        meaning="Every path that comes from an agent (or from what `from` says) passes such an entity; "
        "true where no path comes.",
        keys=(Key(name="from", takes=Takes.FILTER, meaning="`{kind: agent}` where it is not said"),),
    ),
    Construct(
        name="in_cycle",
        group=Group.GRAPH,
        takes=Takes.KEYS,
        example="in_cycle: {by: [delegates, triggers], unless: {max_steps: {present: true}}}",
        meaning="A path leads back to it on which no entity is like `unless`.",
        keys=(
            Key(name="by", takes=Takes.RELATIONS, required=True),
            Key(name="unless", takes=Takes.FILTER, meaning="entities that break the cycle"),
        ),
    ),
    Construct(
        name="crosses",
        group=Group.GRAPH,
        takes=Takes.BOUNDARY,
        example="crosses: {trust: trusted}",
        meaning="On a path from it, a relation leads into or out of such a trust zone.",
        keys=(Key(name="id", takes=Takes.GLOB), Key(name="trust", takes=Takes.VALUE)),
    ),
    Construct(
        name="single_point_of_failure",
        group=Group.GRAPH,
        takes=Takes.KEYS,
        example="single_point_of_failure: {for: {kind: tool}}",
        meaning="Without it, an agent that reaches such an entity would not reach it any more.",
        keys=(Key(name="for", takes=Takes.FILTER, required=True),),
    ),
    Construct(
        name="steered_by",
        group=Group.GRAPH,
        takes=Takes.KEYS,
        example="steered_by: {from: {kind: agent, untrusted_input: true}}",
        meaning="Another agent like this can steer it: hand it work or set it going, also by way of tools, services "
        "and queues; or change what it reads or observes itself, or a store that `holds` memory which it reads through "
        "what it calls; or steer an agent that does.",
        keys=(Key(name="from", takes=Takes.FILTER, required=True),),
    ),
    Construct(
        name="informed_by",
        group=Group.GRAPH,
        takes=Takes.KEYS,
        example="informed_by: {from: {kind: agent, untrusted_input: true}}",
        meaning="Another agent like this can inform it: steer it, or answer it. It answers with the result of work "
        "that it was handed, and through every store and system of others that it changes and that this agent asks; or "
        "it informs an agent that does.",
        keys=(Key(name="from", takes=Takes.FILTER, required=True),),
    ),
    Construct(
        name="in_loop",
        group=Group.GRAPH,
        takes=Takes.KEYS,
        example="in_loop: {actions: {kind: tool, effects: {any_of: [create, update, delete]}}}",
        meaning="What the agent changes, by calling such an entity or by writing a store, comes back to it: it calls "
        "the tool that `verified_by` names, is triggered, reads or observes what was acted on, or calls another "
        "that reads it. True of an agent that changes nothing.",
        keys=(
            Key(name="actions", takes=Takes.FILTER, required=True),
            Key(
                name="shown_by",
                takes=Takes.FILTER,
                meaning="what can show a change; a tool with the effect `read` where it is not said",
            ),
        ),
    ),
    Construct(
        name="unapproved_path",
        group=Group.GRAPH,
        takes=Takes.KEYS,
        example="unapproved_path: {to: {kind: tool, effects: {contains: spend}}, approval: human}",
        meaning="A path leads to such an entity on which nothing after the start waits for an approval: neither by its "
        "`approval`, nor because somebody approves it or the interface that exposes it.",
        keys=(
            _TO,
            Key(
                name="approval",
                takes=Takes.VALUE,
                meaning="the least that counts: `policy`, also where it is not said, or `human`",
            ),
        ),
    ),
    Construct(
        name="every",
        group=Group.GRAPH,
        takes=Takes.SELECTION,
        example="{every: {by: calls, kind: tool}, satisfies: {contract: resolved}}",
        meaning="Each such neighbour (with `by`) or reachable entity (without) satisfies the condition. "
        "For the system itself, all entities count as reachable.",
        keys=(_BY, Key(name="direction", takes=Takes.DIRECTION)),
        beside=(Key(name="satisfies", takes=Takes.CONDITION, required=True),),
    ),
    Construct(
        name="some",
        group=Group.GRAPH,
        takes=Takes.SELECTION,
        example="{some: {by: logs-to, kind: telemetry}, satisfies: {tamper_evident: true}}",
        meaning="At least one such neighbour or reachable entity satisfies the condition.",
        keys=(_BY, Key(name="direction", takes=Takes.DIRECTION)),
        beside=(Key(name="satisfies", takes=Takes.CONDITION, required=True),),
    ),
    Construct(
        name="count",
        group=Group.GRAPH,
        takes=Takes.SELECTION,
        example="{count: {by: calls, kind: tool}, at_most: 40}",
        meaning="How many such neighbours or reachable entities there are.",
        keys=(_BY, Key(name="direction", takes=Takes.DIRECTION)),
        beside=(Key(name="at_least", takes=Takes.COUNT), Key(name="at_most", takes=Takes.COUNT)),
    ),
    Construct(
        name="artifact",
        group=Group.ARTIFACT,
        takes=Takes.KEYS,
        example="artifact: {format: openapi}",
        meaning="It is described in an artifact of this format; for the system itself, one was given.",
        keys=(Key(name="format", takes=Takes.FORMATS, required=True),),
    ),
    Construct(
        name="read_completely",
        group=Group.ARTIFACT,
        takes=Takes.TRUE,
        example="read_completely: true",
        meaning="The artifacts that describe it, and its list of members, were read whole; otherwise unknown.",
    ),
)

CONSTRUCT_BY_NAME = {construct.name: construct for construct in CONSTRUCTS}
BESIDE = frozenset(key.name for construct in CONSTRUCTS for key in construct.beside)
"""Keys that are no conditions of their own."""
