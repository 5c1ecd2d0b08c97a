"""Takes tool definitions along a path and says what becomes of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from auditor.frameworks.candidate import Blast, Candidate, Loss, Refused
from auditor.frameworks.differences import losses_of
from auditor.frameworks.loader import all_paths
from auditor.frameworks.profile import Form, Path
from auditor.frameworks.verdict import Acceptance, Verdict
from auditor.model.definitions import ToolDefinition


def judge(path: Path, definitions: Iterable[ToolDefinition]) -> list[Verdict]:
    """Return a verdict for each definition, in order. Definitions of one server can take each other down."""
    return verdicts(path, travelled(path, definitions))


def judge_all(paths: Iterable[Path], definitions: Sequence[ToolDefinition]) -> Iterator[tuple[Path, list[Verdict]]]:
    """Yield each path with its verdicts; a path that several others go through is gone once."""
    known: dict[str, list[Candidate]] = {}
    for path in paths:
        yield path, verdicts(path, travelled(path, definitions, known=known))


def travelled(
    path: Path,
    definitions: Iterable[ToolDefinition],
    paths: Mapping[str, Path] | None = None,
    *,
    known: dict[str, list[Candidate]] | None = None,
) -> list[Candidate]:
    """Return what becomes of each definition by the steps of a path, those of the path it goes through first.

    `known` keeps what is known of the paths that others go through, for these definitions.
    """
    paths = all_paths() if paths is None else paths
    if path.via:
        if known is None or path.via not in known:
            before = travelled(paths[path.via], definitions, paths, known=known)
            if known is not None:
                known[path.via] = before
        else:
            before = known[path.via]
        candidates = [candidate.copied() for candidate in before]
    else:
        candidates = [Candidate.of(definition) for definition in definitions]
    for step in path.steps:
        step([candidate for candidate in candidates if candidate.refusal is None])
    for candidate in candidates:
        # What the client of a server refuses costs what that client loses, whatever comes after it.
        if candidate.refusal is not None and candidate.refusal.blast is None:
            candidate.refusal.blast = path.blast
    return candidates


def verdicts(path: Path, candidates: Sequence[Candidate]) -> list[Verdict]:
    """Return the verdicts on candidates that came to the end of a path.

    A server's tools come as one list: where one tool costs the list, the others are refused with it. Tools that a
    program defines one by one are judged each by itself, and only told that the agent does not start.
    """
    down: dict[str, Candidate] = {}
    whole: Candidate | None = None
    for candidate in candidates:
        if candidate.refusal is not None:
            blast = candidate.refusal.blast
            if blast is Blast.AGENT:
                whole = whole or candidate
            elif blast is Blast.SERVER:
                down.setdefault(candidate.definition.server, candidate)
    return [_verdict(path, candidate, whole or down.get(candidate.definition.server)) for candidate in candidates]


def _verdict(path: Path, candidate: Candidate, breaker: Candidate | None) -> Verdict:
    tool = candidate.definition.tool
    if (refusal := candidate.refusal) is not None:
        return _refused(path, tool, refusal)
    if breaker is not None and path.form is Form.MCP:
        return Verdict(
            path=path.id,
            tool=tool,
            outcome=Acceptance.REFUSED,
            reasons=(_broken(path, breaker),),
            broken_by=breaker.definition.tool,
        )
    lost = losses_of(candidate)
    return Verdict(
        path=path.id,
        tool=tool,
        outcome=_acceptance(lost),
        reasons=(*(in_words(loss) for loss in lost), *candidate.notes, *([_broken(path, breaker)] if breaker else ())),
        lost=tuple(lost),
        name=candidate.name if isinstance(candidate.name, str) else "",
        broken_by=breaker.definition.tool if breaker else "",
    )


def _refused(path: Path, tool: str, refusal: Refused) -> Verdict:
    return Verdict(
        path=path.id,
        tool=tool,
        outcome=Acceptance.REFUSED,
        reasons=(refusal.reason,),
        at=refusal.at,
        breaks=refusal.blast or Blast.TOOL,
        edit=refusal.edit,
    )


def _broken(path: Path, breaker: Candidate) -> str:
    refusal = breaker.refusal
    if refusal is not None and refusal.blast is Blast.AGENT:
        what = "the agent does not start"
    else:
        what = "its server's list is lost" if path.form is Form.MCP else "what is registered with it is lost"
    return f"{what} because of `{breaker.label}`: {refusal.reason if refusal is not None else ''}"


def _acceptance(lost: Sequence[Loss]) -> Acceptance:
    if not lost:
        return Acceptance.ACCEPTED
    return Acceptance.MINOR_LOSS if all(loss.minor for loss in lost) else Acceptance.MAJOR_LOSS


def in_words(loss: Loss) -> str:
    """Return a loss as a sentence part: where, then what happens."""
    place = ".".join(map(str, loss.pointer[1:])) if loss.pointer[:1] == ("inputSchema",) else ""
    return f"`{place}` {loss.what}" if place else loss.what
