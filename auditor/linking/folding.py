"""Two descriptions of one action become one entity, under the id of the one that agents see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from auditor.linking.deployments import renamed_members
from auditor.linking.links import Link
from auditor.linking.tools import Tools
from auditor.linking.workflows import with_ids
from auditor.model.claims import Claim
from auditor.model.description import Description
from auditor.model.entities import Relation
from auditor.model.kinds import EvidenceLevel

_OF_THE_ACTION = frozenset(
    {
        "method", "path", "effects", "idempotent", "reversible", "undo", "verified_by", "approval", "deprecated",
        "scopes", "asynchronous", "status_tool", "bulk", "operates_screen", "brings_untrusted_content",
        "sends_outside", "reads_private_data", "in_workflows",
    }
)  # fmt: skip
"""What is true of an action whoever describes it.

What a caller sees of it (name, texts, arguments, results) or must show for it (authentication) is of one description.
"""
_NAMING_TOOLS = frozenset({"undo", "verified_by", "status_tool"})


def foldable(tools: Tools, links: Sequence[Link]) -> list[Link]:
    """Return the links whose operation no agent calls by itself and no other tool offers.

    An agent that calls both sees both descriptions, so that both are judged.
    """
    faces: dict[str, int] = defaultdict(int)
    for link in links:
        faces[link.behind.id] += 1
    return [link for link in links if link.behind.id not in tools.called and faces[link.behind.id] == 1]


def fold(linked: Description, links: Iterable[Link]) -> None:
    """Give what is known of each action behind a tool to that tool, and redirect what leads to it.

    Over a guess everything comes over as inferred, so that it can neither make anything pass nor contradict.
    """
    by_id = {link.behind.id: link for link in links}
    if not by_id:
        return
    renamed = {behind: link.face.id for behind, link in by_id.items()}
    linked.entities = [entity for entity in linked.entities if entity.id not in by_id]
    linked.claims = list(_claims(linked.claims, by_id, renamed))
    redirected = [(_redirected(relation, by_id), relation) for relation in linked.relations]
    own = (relation for relation, before in redirected if relation is before)
    others = (relation for relation, before in redirected if relation is not before)
    linked.relations = list(dict.fromkeys((*own, *others)))  # what is the face's own comes first
    linked.boundaries = [renamed_members(boundary, renamed) for boundary in linked.boundaries]
    linked.closed_relations = {(renamed.get(source, source), kind) for source, kind in linked.closed_relations}


def _claims(claims: Iterable[Claim], by_id: Mapping[str, Link], renamed: Mapping[str, str]) -> Iterator[Claim]:
    for claim in claims:
        link = by_id.get(claim.subject)
        if link is not None:
            if claim.attribute not in _OF_THE_ACTION:
                continue
            why = f"of `{link.behind.id}`: {link.reason}"
            detail = f"{claim.detail} ({why})" if claim.detail else why
            claim = replace(claim, subject=link.face.id, level=weakest(claim.level, link), detail=detail)
        if claim.attribute in _NAMING_TOOLS and claim.value in renamed:
            named = by_id[str(claim.value)]
            claim = replace(claim, value=named.face.id, level=weakest(claim.level, named))
        yield with_ids(claim, renamed)


def _redirected(relation: Relation, by_id: Mapping[str, Link]) -> Relation:
    ends = [link for link in (by_id.get(relation.source), by_id.get(relation.target)) if link is not None]
    if not ends:
        return relation
    return replace(
        relation,
        source=by_id[relation.source].face.id if relation.source in by_id else relation.source,
        target=by_id[relation.target].face.id if relation.target in by_id else relation.target,
        level=min(weakest(relation.level, link) for link in ends),
    )


def weakest(level: EvidenceLevel, link: Link) -> EvidenceLevel:
    """Return the level of what comes over a link: its own, or inferred over a guess."""
    return level if link.explicit else min(level, EvidenceLevel.INFERRED)
