"""Prints the grammar of the condition language as Markdown, for the documentation."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.checklist.constructs import CONSTRUCTS
from auditor.checklist.grammar import OPERATORS, Construct, Group, Key, Operator
from auditor.model.kinds import EvidenceLevel, RelationKind
from auditor.model.values import ValueKind

_MEANING = """\
A condition is true, false or unknown. What nobody states is unknown; `not`, `all` and `any` follow Kleene.

- `for_each` selects subjects and names their `kind`. True: the control applies. False: it does not. Unknown, or false
  only by assumed or inferred claims: the subject is kept and its outcome is at best unknown. True only by assumed or
  inferred claims: the control can fail, with low confidence, but not pass: with more evidence it might not apply.
- `require` true is a pass if the evidence is at least what the control `needs` (`declared` where it does not say;
  declared is always enough at stage `design`), else unknown. False is a fail, unknown is unknown.
- `unless`, if there is one: true by declared claims or better makes the control not applicable; unknown, or true only
  by weaker claims, turns a fail into unknown.
- True by several parts is as weak as the weakest of them, false as strong as the strongest false part; for `any` it is
  the other way round. A fail has the confidence of the weakest claim by which the control applies and fails.
- A filter selects entities and holds attribute conditions, `kind`, `id`, `all`, `any` and `not`.
- Conditions on a record (a parameter, a response, an evaluation) hold its fields and `name`, `all`, `any` and `not`. A
  field that is missing is unknown where somebody declared the record, and absent where a contract or a record file
  lists it: `present` is then false, `length` counts 0, `is_not` is true and all else is false. A record with the name
  `*` stands for records that could not be read: whatever is asked of it is unknown.
- Over a list of relations or entities that is not known to be complete, `every`, `count … at_most` and
  `reached_only_through` are never true, and `some`, `related` and `reaches` are never false.
- Reaching goes along relations in their direction, except that `exposes` leads back: from a tool to its interface and
  from an interface to the service that answers for it, because that is where a call arrives. So an agent reaches agent
  → tool → interface → service → store. `approves`, `runs-in` and `logs-to` are followed only where `by` names them.
- What a service, gateway or agent does further is completely known where its lists of calls, reads and writes (and, for
  an agent, of agents it delegates to) are complete; what stands behind a tool or an interface, where it is known what
  serves it. Stores, models and the systems of others are ends.
- To steer is to hand work to an agent, to set it going, or to change what it learns from; to inform is that, or to
  answer it. Both go on through further agents. That a call is answered does not count as steering the caller:
  `informed_by` counts it, `steered_by` and the reach of an agent do not. A tool that is declared to have no writing
  effect changes nothing, and one that is declared not to read tells its caller nothing; where nobody states its
  effects, both may be so.
- Who steers or informs an agent is completely known where everything that any agent reaches is known. So it is where,
  for all that is acted on, it is known what it leads to and who reads it.
- A search looks at so many relations at most; where it stops, the answer says so and is unknown unless what was found
  decides it, and a count says how many there are at least.
- An entity that stands for members that could not be read (`bookings.*`) is at best unknown in every filter, and ends
  the completeness of every set that it is in.
"""


def grammar_markdown() -> str:
    """Return the whole language as a Markdown page."""
    parts = [
        "# The condition language",
        "",
        "*Printed from the code; nothing else is accepted.*",
        "",
        "## Meaning",
        "",
        _MEANING,
    ]
    parts += ["## Attribute conditions", "", _attribute_intro(), "", *_operator_table(OPERATORS)]
    for group in Group:
        parts += ["", f"## {group.value}", "", *_construct_table(c for c in CONSTRUCTS if c.group is group)]
    parts += ["", "Relations: " + ", ".join(f"`{kind.value}`" for kind in RelationKind) + "."]
    parts += [
        "",
        "Evidence levels, weakest first: " + ", ".join(f"`{level.word}`" for level in EvidenceLevel) + ".",
        "",
    ]
    return "\n".join(parts)


def _attribute_intro() -> str:
    return (
        "`attribute: value` means that it equals the value (for a list: has the same items in any order). "
        "`attribute: {operator: argument}` takes one or several of these; several must all hold."
    )


def _operator_table(operators: Iterable[Operator]) -> list[str]:
    rows = ["| operator | on | takes | example | meaning |", "|---|---|---|---|---|"]
    for operator in operators:
        on = "all types" if operator.types == frozenset(ValueKind) else ", ".join(sorted(operator.types))
        rows.append(
            f"| `{operator.name}` | {on} | {operator.takes.value} | `{operator.example}` | {operator.meaning} |"
        )
    return rows


def _construct_table(constructs: Iterable[Construct]) -> list[str]:
    rows = ["| condition | takes | example | meaning |", "|---|---|---|---|"]
    for construct in constructs:
        keys = "; ".join(_key(key) for key in (*construct.keys, *construct.beside))
        takes = construct.takes.value if not keys else f"{construct.takes.value}: {keys}"
        rows.append(f"| `{construct.name}` | {takes} | `{construct.example}` | {construct.meaning} |")
    return rows


def _key(key: Key) -> str:
    optional = "" if key.required else "?"
    return f"`{key.name}{optional}` {key.takes.value}" + (f" ({key.meaning})" if key.meaning else "")
