"""Claims about the arguments of a tool, and what their names say about it."""

from __future__ import annotations

from auditor.model.claims import Location
from auditor.model.kinds import EvidenceLevel
from auditor.readers.interfaces.arguments import Arguments
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.names import (
    filter_by_name,
    idempotency_key,
    marked_deprecated,
    paging,
    query_filter,
    trial_run,
)
from auditor.readers.interfaces.quality.credentials import credential_in, secret_at


def claim_arguments(tool: Subject, arguments: Arguments, location: Location, *, can_write: bool) -> None:
    """Claim the parameters of a tool and what their names say about keys for retries and trial runs.

    What no name shows is claimed to be absent only where every argument was read.
    """
    records = arguments.records
    tool.says("parameters", records, location)
    if (key := idempotency_key(records)) is not None:
        tool.says("idempotency_key", True, key.location, detail=f"the argument {key.name}")
    elif arguments.whole:
        tool.says("idempotency_key", False, location, detail="no argument is named like it")
    if can_write:
        _claim_trial_run(tool, arguments, location)


def claim_paging(tool: Subject, arguments: Arguments, location: Location, link: Location | None = None) -> None:
    """Claim whether results come in pages: by an argument, or by a Link header that stands at `link`."""
    if (found := paging(arguments.records)) is not None:
        tool.says("paginated", True, found.location, detail=f"the argument {found.name}")
    elif link is not None:
        tool.says("paginated", True, link, detail="a Link header")
    elif arguments.whole:
        tool.says("paginated", False, location, detail="no argument asks for a part of the result")


def _claim_trial_run(tool: Subject, arguments: Arguments, location: Location) -> None:
    # Only a name speaks for it, and only names speak against it, so both are inferred.
    found = trial_run(arguments.records)
    if found is not None:
        detail = f"the argument {found.name}, by its name"
        tool.says("dry_run", True, found.location, detail=detail, level=EvidenceLevel.INFERRED)
    elif arguments.whole:
        detail = "no argument is named like it"
        tool.says("dry_run", False, location, detail=detail, level=EvidenceLevel.INFERRED)


def claim_query_filters(tool: Subject, arguments: Arguments, location: Location) -> None:
    """Claim whether an HTTP call has query parameters that narrow its result."""
    found = query_filter(arguments.records)
    if found is not None:
        tool.says("filterable", True, found.location, detail=f"the query parameter {found.name}")
    elif (named := filter_by_name(arguments.records)) is not None:
        _claim_named_filter(tool, named.name, named.location)
    elif arguments.whole:
        tool.says("filterable", False, location, detail="no query parameter narrows the result")


def claim_named_filters(tool: Subject, arguments: Arguments) -> None:
    """Claim that an argument narrows the result where its name says so; other names say nothing."""
    if (named := filter_by_name(arguments.records)) is not None:
        _claim_named_filter(tool, named.name, named.location)


def _claim_named_filter(tool: Subject, name: str, location: Location) -> None:
    detail = f"the argument {name}, by its name"
    tool.says("filterable", True, location, detail=detail, level=EvidenceLevel.INFERRED)


def joined_prose(texts: list[str]) -> str:
    """Return summary and description as one text, the summary only where the description does not begin with it."""
    if len(texts) == 2 and texts[1].casefold().startswith(texts[0].casefold().rstrip(".")):
        return texts[1]
    return "\n\n".join(texts)


def claim_prose(tool: Subject, description: str, location: Location) -> None:
    """Claim the description; an empty one where the contract gives none."""
    detail = "" if description else "the contract gives no description"
    tool.says("description", description, location, detail=detail)
    if kind := credential_in(description):
        tool.says("embedded_secrets", (secret_at(location, kind),), location)


def claim_deprecation_in_words(tool: Subject, title: str, description: str, location: Location) -> None:
    """Claim that a tool goes away where its title or description begins by saying so."""
    if marked_deprecated(title) or marked_deprecated(description):
        tool.says("deprecated", True, location, detail="its words say so", level=EvidenceLevel.INFERRED)
