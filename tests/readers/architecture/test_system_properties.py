"""Whatever is done to a system.yaml, its reader answers with a description or with an InputError."""

import copy
import json
import random
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.documents import Workspace
from auditor.errors import InputError
from auditor.model.facts import comparable
from auditor.readers.architecture.system_yaml import READER
from auditor.readers.reader import Reading

VALID = {
    "audit": {"version": 1, "target_level": 3, "shares": {"undescribed-tool": 0.9}},
    "system": {"name": "Travel desk", "stage": "design", "review_every": "90d", "alerts": ["cost", "loops"]},
    "models": {"m": {"version": "2025-09-23", "inputs": ["text"], "evaluations": {"tau2": {"score": 0.5}}}},
    "agents": {
        "planner": {
            "model": "m",
            "tools": ["bookings", "bookings.cancel", "mail"],
            "budget": {"tokens": 60000, "usd": 0.5},
            "memory": ["trips"],
            "stop": {"value": "manual", "evidence": "system.json:1"},
        },
        "checker": {"model": "m", "delegates_to": "planner"},
    },
    "interfaces": {"bookings": {"served_by": "api", "openapi": "gone.yaml"}},
    "services": {"api": {"reads": ["trips"], "writes": ["trips"]}},
    "datastores": {"trips": {"engine": "postgres", "data": ["personal"]}},
    "people": {"boss": {"approves": ["bookings.cancel"]}},
    "tools": {"mail": {"effects": ["send"], "parameters": [{"name": "to", "type": "string"}]}},
    "boundaries": {"inside": {"trust": "trusted", "members": ["api", "trips"]}},
    "records": ["traces"],
    "waivers": [{"control": "a-b", "subject": "*", "reason": "r", "owner": "o", "expires": "2027-03-01"}],
}
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from(
        [10**400, -1, 3.0, "", "*", "x-1", "../x", "system", "planner", "bookings.*", "a b", "\0", "🛫" * 80]
    ),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=5),
    st.lists(st.text(max_size=3), max_size=2),
    st.dictionaries(st.text(max_size=3), st.none(), max_size=2),
    st.just({"value": 1}),
    st.just({"value": "x", "evidence": "y:1"}),
)


def places(value, pointer=()):
    yield pointer
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from places(item, (*pointer, key))


PLACES = [place for place in places(VALID) if place]


def describe(folder: Path, value: object):
    (folder / "system.json").write_text(json.dumps(value), encoding="utf-8")
    reading = Reading.of(Workspace(folder))
    document = reading.workspace.open("system.json")
    READER.recognises(document)
    return READER.read(document, reading, None)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), ODD, st.booleans()), min_size=1, max_size=4))
def test_mutations_raise_nothing_but_input_errors(tmp_path_factory, changes):
    value = copy.deepcopy(VALID)
    for pointer, odd, as_key in changes:
        change(value, pointer, copy.deepcopy(odd), as_key=as_key)
    try:
        description = describe(tmp_path_factory.getbasetemp(), value)
    except InputError as error:
        assert all(problem.line >= 1 and problem.column >= 1 and problem.message for problem in error.problems)
    else:
        assert all(str(claim.location) for claim in description.claims)


def change(value, pointer, odd, *, as_key):
    *above, last = pointer
    for part in above:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return
    if isinstance(value, dict) and as_key:
        value[str(odd)] = value.pop(last, None)
    elif isinstance(value, dict) or (isinstance(value, list) and isinstance(last, int) and last < len(value)):
        value[last] = odd


@settings(max_examples=30, deadline=None)
@given(st.integers())
def test_the_order_of_keys_changes_nothing(tmp_path_factory, seed):
    folder = tmp_path_factory.getbasetemp()
    assert seen(describe(folder, shuffled(VALID, random.Random(seed)))) == seen(describe(folder, VALID))


def shuffled(value, chance):
    if isinstance(value, list):
        return [shuffled(item, chance) for item in value]
    if not isinstance(value, dict):
        return value
    keys = list(value)
    chance.shuffle(keys)
    return {key: shuffled(value[key], chance) for key in keys}


def seen(description):
    return (
        [(c.subject, c.attribute, comparable(c.value), c.level, c.location.json_pointer) for c in description.claims],
        [(r.source, r.kind, r.target, r.location.json_pointer) for r in description.relations],
        [(e.id, e.kind, e.name, e.members, e.because, e.location.json_pointer) for e in description.entities],
        [(b.id, b.members) for b in description.boundaries],
        [note.message for note in description.notes],
        [(entry.path, entry.state) for entry in description.inputs],
        description.closed_kinds,
        description.closed_relations,
    )
