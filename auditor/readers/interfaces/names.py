"""What the names of arguments say about a tool: pages, filters, keys for retries, trial runs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditor.model.claims import Record


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PAGING = _words(
    "limit offset page perpage pagesize pagelimit pagenumber pagenum pageno pageindex pageidx pagetoken cursor "
    "nextcursor startcursor pagecursor nexttoken continuationtoken continue nextpagetoken startingafter endingbefore "
    "startingtoken top skip maxresults maxitems maxentries maxrecords maxkeys maxcount numresults nresults resultlimit "
    "count startat startindex marker take rowsperpage itemsperpage resultsperpage"
)
_PAGING_IN_BODY = _PAGING - _words("limit page count top skip continue marker take offset")
"""In a body, a word such as `limit` or `page` can just as well belong to what is written."""

_NO_FILTER = _words(
    "sort sortby sortorder order orderby direction fields select expand include embed pretty format prettyprint "
    "verbose accesstoken apikey token key apiversion version lang locale language timeout callback envelope alt"
)
_FILTER = _words(
    "q query search searchquery searchterm filter filters where keyword keywords pattern type types kind status state "
    "category since until before after startdate enddate datefrom dateto starttime endtime tag tags label labels"
)
_FILTER_IN_BODY = _words("q query search searchquery searchterm filter filters where")
"""In a body, a word such as `labels` or `state` can just as well be what is written."""

_FORM_PREFIXES = ("include_", "with_", "expand", "fields[")
_IDEMPOTENCY = _words("idempotencykey xidempotencykey idempotencytoken idempotenttoken")
_TRIAL = _words(
    "dryrun validateonly validationonly testonly simulate simulation preview previewonly whatif planonly checkonly noop"
)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def paging(arguments: Iterable[Record]) -> Record | None:
    """Return the first argument that limits a result or asks for a part of it."""
    for record in arguments:
        known = _PAGING_IN_BODY if record.fields.get("place") == "body" else _PAGING
        if _plain(record.name) in known:
            return record
    return None


def query_filter(arguments: Iterable[Record]) -> Record | None:
    """Return the first optional query parameter that is for neither pages, order, form nor access.

    A required one names what the call is about, and narrows nothing.
    """
    other = _PAGING | _NO_FILTER | _TRIAL
    for record in arguments:
        form = record.name.lower().startswith(_FORM_PREFIXES)
        optional_query = record.fields.get("place") == "query" and record.fields.get("required") is False
        if optional_query and not form and _plain(record.name) not in other:
            return record
    return None


def filter_by_name(arguments: Iterable[Record]) -> Record | None:
    """Return the first argument whose name is that of a filter."""
    for record in arguments:
        known = _FILTER_IN_BODY if record.fields.get("place") in ("body", "path") else _FILTER
        if _plain(record.name) in known:
            return record
    return None


def idempotency_key(arguments: Iterable[Record]) -> Record | None:
    """Return the argument whose name is that of a key by which a server knows a retry."""
    return next((record for record in arguments if _plain(record.name) in _IDEMPOTENCY), None)


def trial_run(arguments: Iterable[Record]) -> Record | None:
    """Return the argument whose name promises a call without effect."""
    return next((record for record in arguments if _plain(record.name) in _TRIAL), None)


_MARK = re.compile(r"(?:\W{0,3}(?i:deprecated)\b|[^.]{0,80}[(\[](?i:deprecated)[)\]]|.*\bDEPRECATED\b)", re.DOTALL)


def marked_deprecated(prose: str) -> bool:
    """Tell whether a title or the beginning of a description marks the tool as going away."""
    return bool(_MARK.match(prose[:400]))
