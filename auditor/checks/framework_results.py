"""What the frameworks of its agents do with a tool's results, its failures and with approvals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.checklist import Reason
from auditor.checks.framework_acceptance import agents_reaching, word
from auditor.checks.view import FALSE, TRUE, UNKNOWN, Result, Truth, View
from auditor.frameworks.choice import framework_called, way_into
from auditor.frameworks.profile import Fate, Handling, Path, Topic
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel

_TOPICS = {"image": Topic.IMAGE, "audio": Topic.AUDIO, "file": Topic.RESOURCE}
"""Forms of a result that have no text to fall back on."""
_GONE = frozenset({Fate.LOST, Fate.REFUSED})

Found = tuple[Truth, Reason]


def results_reach_model(view: View, subject: Entity) -> Result:
    """Pass where every framework whose agents reach the tool passes on the images, sounds and files that it returns."""
    forms = view.fact(subject, "result_kinds")
    if not isinstance(forms, Known) or subject.placeholder:
        return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, "result_kinds"),))
    held = forms.value if isinstance(forms.value, tuple) else (forms.value,)
    wanted = [topic for form, topic in _TOPICS.items() if form in held]
    found = [
        outcome
        for agent in agents_reaching(view, subject)
        for outcome in _of_agent(view, agent, (word(view, subject, "protocol"),), wanted)
    ]
    return _decided(found, forms.level, "no result of it is an image, a sound or a file")


def failures_reach_model(view: View, subject: Entity) -> Result:
    """Pass where the agent's framework tells the model that a call failed."""
    return _of_tools(view, subject, Topic.ERROR)


def approvals_possible_in_framework(view: View, subject: Entity) -> Result:
    """Pass where the agent's framework can hold a call until somebody agrees."""
    return _of_tools(view, subject, Topic.APPROVAL)


def _of_tools(view: View, agent: Entity, topic: Topic) -> Result:
    """Return what an agent's framework does with a topic, for each kind of contract that its tools have."""
    members = view.reachable(agent, K.TOOL).members
    protocols = dict.fromkeys(word(view, member.entity, "protocol") for member in members)
    return _decided(list(_of_agent(view, agent, tuple(protocols), [topic])), EvidenceLevel.DECLARED, "it calls no tool")


def _of_agent(view: View, agent: Entity, protocols: Sequence[str | None], topics: Sequence[Topic]) -> Iterator[Found]:
    name = word(view, agent, "framework.name")
    if name is None:
        yield Truth.UNKNOWN, view.unknown(agent, "framework.name")
        return
    framework = framework_called(name)
    if framework is None:
        yield Truth.UNKNOWN, Reason(what=f"no profile tells what {name} does with results")
        return
    for protocol in protocols:
        paths = way_into(framework, protocol).paths
        for topic in topics:
            yield _on(paths, topic)


def _on(paths: Sequence[Path], topic: Topic) -> Found:
    """Return whether a topic survives on the one of some paths that is taken: known only where they agree."""
    found = [(path, path.results.get(topic)) for path in paths]
    gone = [(path, handling) for path, handling in found if handling is not None and handling.fate in _GONE]
    if paths and len(gone) == len(found):
        return Truth.FALSE, _reason(*gone[0], topic)
    if gone or not paths or any(handling is None for _, handling in found):
        silent = next((path.id for path, handling in found if handling is None), "")
        what = (
            f"nothing tells what {silent} does with {_words(topic)}" if silent else "its kind of contract is not known"
        )
        return Truth.UNKNOWN, Reason(what=what)
    path, handling = found[0]
    how = f"{path.id}: {handling.how}" if handling is not None else path.id
    return Truth.TRUE, Reason(what=how)


def _reason(path: Path, handling: Handling | None, topic: Topic) -> Reason:
    fate = handling.fate if handling is not None else Fate.LOST
    did = "ends the call at" if fate is Fate.REFUSED else "has no place for" if topic is Topic.APPROVAL else "loses"
    return Reason(what=f"{path.id} {did} {_words(topic)}: {handling.how if handling is not None else ''}")


def _words(topic: Topic) -> str:
    named = {
        Topic.IMAGE: "images",
        Topic.AUDIO: "sounds",
        Topic.RESOURCE: "files",
        Topic.ERROR: "the news that a call failed",
        Topic.APPROVAL: "an approval",
    }
    return named.get(topic, topic.value)


def _decided(found: Sequence[Found], level: EvidenceLevel, nothing: str) -> Result:
    failing = tuple(reason for truth, reason in found if truth is Truth.FALSE)
    unknown = tuple(reason for truth, reason in found if truth is Truth.UNKNOWN)
    if failing:
        return Result(verdict=FALSE[level], reasons=tuple(dict.fromkeys(failing)))
    if unknown:
        return Result(verdict=UNKNOWN, reasons=tuple(dict.fromkeys(unknown)))
    reasons = tuple(reason for _, reason in found) or (Reason(what=nothing, level=level),)
    return Result(verdict=TRUE[level], reasons=reasons)
