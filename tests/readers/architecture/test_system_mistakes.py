"""Every mistake of a system.yaml is told at once, at its place, in words that its writer knows."""

from textwrap import dedent

import pytest

from auditor.errors import InputError

BROKEN = """\
audit: {version: 2, target_level: 7, shares: {undescribed-tool: 1.5}}
name: Travel desk
system:
  intent: chat
  stge: design
agents:
  planner:
    model: qwen3-mx
    tools: [bookngs, bookings.cancelTrp, trips-db]
    max_step: 3
    retry_limit: many
    budget: {tokns: 4}
    budget.usd: 4
    stop: {value: manualy, evidence: 3}
    image: planner:1
  "help desk": {}
models:
  qwen3-max: {version: 1.10, evaluations: [{benchmark: tau2, date: 2026-02-30}]}
interfaces:
  bookings: {openapi: specs/bookings.yaml, served_by: booking-ap}
services:
  booking-api: {reads: [trips-db]}
datastores:
  trips-db: {retention: 30 days}
  planner: {}
tools:
  bookings.cancelTrp: {reversible: yes, effects: [delete, sned]}
peple: {}
waivers: [{control: Missing Key, subject: "bookings.*", expires: 2027-13-01}]
boundaries: {corporate: {trust: none, members: [booking-app]}}
"""
TOLD = """\
system.yaml:1:18: `version` is `2`; expected `1`
system.yaml:1:35: `target_level` is `7`; expected a whole number from 0 to 4
system.yaml:1:65: `undescribed-tool` is `1.5`; expected a number from 0 to 1
system.yaml:2:1: `name` is not a key of system.yaml; write it under `system`
system.yaml:3:1: `system` needs `name`
system.yaml:4:11: `intent` is `chat`; expected `act` or `answer`
system.yaml:5:3: `stge` is not a key of `system`; did you mean `stage`?
system.yaml:8:12: `model` names `qwen3-mx`, which is not described; did you mean `qwen3-max`?
system.yaml:9:13: `tools` names `bookngs`, which is not described; did you mean `bookings`?
system.yaml:9:22: `bookings.cancelTrp` is not in specs/bookings.yaml; did you mean `bookings.cancelTrip`?
system.yaml:9:42: `trips-db` is a datastore; `tools` takes an interface or a tool
system.yaml:10:5: `max_step` is not a key of an agent; did you mean `max_steps`?
system.yaml:11:18: `retry_limit` is `many`; expected a whole number, 0 or more
system.yaml:12:14: `tokns` is not a key of `budget`; did you mean `tokens`?
system.yaml:13:5: `budget.usd` is not a key of an agent; write `budget: {usd: …}`
system.yaml:14:19: `stop.value` is `manualy`; expected `none`, `manual` or `automatic`; did you mean `manual`?
system.yaml:14:38: `stop.evidence` is `3`, which YAML takes for no text; write it in quotes
system.yaml:15:5: `image` is not a key of an agent; only a contract, a deployment file or a record can show it
system.yaml:16:3: `help desk` is not an id; expected a name without spaces, such as `help-desk`
system.yaml:18:24: `version` is `1.1`, which YAML takes for no text; write it in quotes
system.yaml:18:68: `date` is `2026-02-30`; expected a date such as `2027-03-01`
system.yaml:20:55: `served_by` names `booking-ap`, which is not described; did you mean `booking-api`?
system.yaml:24:25: `retention` is `30 days`; expected a duration such as `30d` (s, m, h, d or w)
system.yaml:25:3: `planner` is already the id of an agent (system.yaml:7)
system.yaml:27:3: `bookings.cancelTrp` is not in specs/bookings.yaml; did you mean `bookings.cancelTrip`?
system.yaml:27:36: `reversible` is `yes`; expected `true` or `false`; did you mean `true`?
system.yaml:27:59: item 2 of `effects` is `sned`; expected `read`, `create`, `update`, `delete`, `send`, `spend` or \
`execute`; did you mean `send`?
system.yaml:28:1: `peple` is not a key of system.yaml; did you mean `people`?
system.yaml:29:11: a waiver needs `owner`
system.yaml:29:11: a waiver needs `reason`
system.yaml:29:21: `control` is `Missing Key`; expected the id of a control, such as `missing-idempotency-key`
system.yaml:29:66: `expires` is `2027-13-01`; expected a date such as `2027-03-01`
system.yaml:30:33: `trust` is `none`; expected `untrusted`, `partly_trusted` or `trusted`
system.yaml:30:49: `members` names `booking-app`, which is not described; did you mean `booking-api`?
"""


def test_a_broken_file_is_told_whole(mistakes):
    told = mistakes(BROKEN, {"specs/bookings.yaml": "fake: [cancelTrip, getTrip]"})
    assert "\n".join(told) + "\n" == TOLD


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("system: Travel\nagents: {}", "system.yaml:1:9: `system` is `Travel`; expected a mapping of keys to values"),
        ("agents: {}", "system.yaml:1:1: `system` is missing; expected `system: {name: …}`"),
        ("system: {name: ''}", "system.yaml:1:16: `name` is empty; expected text"),
        ("system: {name: 7}", "system.yaml:1:16: `name` is `7`, which YAML takes for no text; write it in quotes"),
        ("system: {name: X, owner: }", "system.yaml:1:26: `owner` is empty; expected text"),
        ("system: {name: X}\nagents: []", "system.yaml:2:9: `agents` is a list; expected a mapping of keys to values"),
        (
            "system: {name: X}\nservices: {a: {max_steps: 3}}",
            "system.yaml:2:16: `max_steps` is not a key of a service; an agent can have it",
        ),
        (
            "system: {name: X}\nservices: {system: {}}",
            "system.yaml:2:12: `system` is the id of the system itself; expected another id",
        ),
        (
            "system: {name: X}\ninterfaces: {a: {openapi: x, mcp: y}}",
            "system.yaml:2:17: an interface has one contract; this one names `openapi`, `mcp`",
        ),
        (
            "system: {name: X}\npeople: {p: {approves: ['i.*']}}\ninterfaces: {i: {}}",
            "",
        ),
        (
            "system: {name: X, owner: {value: me}}",
            "system.yaml:1:19: `owner` has no `evidence`; expected `{value: …, evidence: path}` or the value alone",
        ),
        (
            "system: {name: X}\ndatastores: {d*: {}}",
            "system.yaml:2:14: `d*` is not an id; expected a name without `*`, which stands for anything in waivers",
        ),
        (
            "system: {name: X}\nagents: {a: {framework: crewai}}",
            "system.yaml:2:25: `framework` is `crewai`; expected a mapping of keys to values",
        ),
        (
            "system: {name: X}\ninclude: 4",
            "system.yaml:2:10: `include` is `4`, which YAML takes for no text; write it in quotes",
        ),
    ],
)  # fmt: skip
def test_one_mistake(mistakes, read, text, told):
    if told:
        assert mistakes(text) == [told]
    else:
        read(text)


def test_messages_have_no_schema_jargon(mistakes):
    text = " ".join(mistakes(BROKEN, {"specs/bookings.yaml": "fake: []"})).lower()
    for word in ("additional propert", "schema", "enum", "oneof", "instance", "pattern", "null"):
        assert word not in text


def test_no_more_than_a_hundred_are_told(mistakes):
    keys = "\n".join(f"  key{number}: 1" for number in range(150))
    told = mistakes(f"system:\n  name: X\n{keys}")
    assert len(told) == 101
    assert told[-1].endswith("and 50 more mistakes")


def test_extension_keys_are_ignored_anywhere(read):
    text = dedent("""\
        x-common: &common {max_steps: 3}
        system: {name: X, x-jira: T-1}
        agents:
          x-template: {nonsense: 1}
          planner: {<<: *common, x-note: 1, budget: {x-why: 2, tokens: 5}}
        boundaries: {x-b: 4}
        """)
    description = read(text)
    assert {entity.id for entity in description.entities} == {"system", "planner"}
    assert {(c.subject, c.attribute, c.value) for c in description.claims} == {
        ("planner", "max_steps", 3),
        ("planner", "budget.tokens", 5),
    }


def test_half_a_unicode_pair_is_refused(mistakes):
    assert mistakes('system: {name: X, stage: "\\ud800"}') == [
        "system.yaml:1:1: a text holds half of a Unicode pair; expected whole characters"
    ]


def test_a_key_of_digits_is_a_key(read):
    with pytest.raises(InputError) as caught:
        read("system: {name: S}\naudit: {version: 1, shares: {0: high}}\nagents: {7: {max_steps: many}}\n")
    assert [str(problem) for problem in caught.value.problems] == [
        "system.yaml:2:33: `0` is `high`; expected a number from 0 to 1",
        "system.yaml:3:25: `max_steps` is `many`; expected a whole number, 0 or more",
    ]


def test_an_empty_key_is_a_key(read):
    with pytest.raises(InputError) as caught:
        read('system: {name: S}\nboundaries: {"": {trust: 7, members: []}}\n')
    assert "system.yaml:2:14: an id is empty; expected a name" in map(str, caught.value.problems)
