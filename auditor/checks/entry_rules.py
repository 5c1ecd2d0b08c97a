"""What frameworks make of one entry of an MCP client configuration, as their code and documentation say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from auditor.checks.view import View
from auditor.model.claims import Claim, Record
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EvidenceLevel

_SESSION = frozenset(("session_kwargs",))
_HTTP = _SESSION | {"url", "headers", "timeout", "sse_read_timeout", "httpx_client_factory", "auth"}
_ARGUMENTS = {
    "stdio": _SESSION | {"command", "args", "env", "cwd", "encoding", "encoding_error_handler"},
    "sse": _HTTP,
    "http": _HTTP | {"terminate_on_close"},
    "streamable_http": _HTTP | {"terminate_on_close"},
    "streamable-http": _HTTP | {"terminate_on_close"},
    "websocket": _SESSION | {"url"},
}
"""What langchain-mcp-adapters 0.3.2 takes beside `transport`, by transport; any other key is a TypeError."""
_LANGCHAIN_WORDS = "`stdio`, `http`, `sse` or `websocket`"

_RETIRED = frozenset(
    (
        "connectTimeout", "connect_timeout", "timeout", "workingDirectory", "supports_parallel_tool_calls",
        "ssl_verify", "client_cert", "client_key", "disabled",
    )
)  # fmt: skip
"""Keys that the configuration schema of OpenClaw 2026.9.6 refuses; it lets others pass that it does not know."""
_OPENCLAW_TRANSPORTS = ("stdio", "sse", "streamable-http")
_MEANT = {
    "http": "http", "streamable-http": "http", "streamable_http": "http", "streamablehttp": "http", "remote": "http",
    "sse": "sse",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a configuration, with the claim that lists it."""

    claim: Claim
    record: Record

    def text(self, field: str) -> str:
        """Return a text, empty where it is absent."""
        return str(self.record.fields.get(field, ""))

    def texts(self, field: str) -> tuple[str, ...]:
        """Return a list of texts, empty where it is absent."""
        value = self.record.fields.get(field, ())
        return tuple(map(str, value)) if isinstance(value, tuple) else ()

    def has(self, key: str) -> bool:
        """Tell whether the entry has a key."""
        return key in self.texts("keys")

    def says(self, field: str) -> bool:
        """Tell whether a flag is set."""
        return self.record.fields.get(field) is True


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a framework makes of an entry."""

    wrong: tuple[str, ...] = ()
    """Why it does not do; empty where it does."""
    expected: str = ""
    unknown: str = ""
    """What is not known, where that would decide."""
    level: EvidenceLevel = EvidenceLevel.OBSERVED


Judge = Callable[[View, Entity, Entry], Judged | None]
"""Judges an entry of an interface; None for an entry in a file that the framework does not read."""


def _loaded_by_langchain(view: View, subject: Entity, entry: Entry) -> Judged | None:
    if entry.text("dialect") not in ("langchain", "mcp_servers"):
        return None
    transport = entry.text("transport")
    if not entry.has("transport"):
        return Judged(wrong=("the entry has no `transport`",), expected=f"`transport`: {_LANGCHAIN_WORDS}")
    if transport not in _ARGUMENTS:
        return Judged(wrong=(f"the transport `{transport}` is not known to it",), expected=_LANGCHAIN_WORDS)
    needed = ("command", "args") if transport == "stdio" else ("url",)
    wrong = [f"the entry has no `{key}`" for key in needed if not entry.has(key)]
    others = sorted(set(entry.texts("keys")) - _ARGUMENTS[transport] - {"transport"})
    if others:
        wrong.append(f"`{'`, `'.join(others[:4])}` is nothing that it takes for {transport}")
    return Judged(wrong=tuple(wrong), expected="the keys of its connection and no others")


def _loaded_by_qwen(view: View, subject: Entity, entry: Entry) -> Judged | None:
    if entry.text("dialect") != "mcp_servers":
        return None
    wrong = [f"`{key}` is of a type that it refuses" for key in entry.texts("mistyped")]
    if entry.has("command") and not entry.has("args"):
        wrong.append("the entry has a `command` and no `args`")
    if not entry.has("command") and not entry.has("url"):
        wrong.append("the entry has neither `command` nor `url`")
    return Judged(wrong=tuple(wrong), expected="`command` with a list `args`, or `url`")


def _loaded_by_openclaw(view: View, subject: Entity, entry: Entry) -> Judged | None:
    if entry.text("dialect") not in ("openclaw", "openclaw_plugin"):
        return None
    wrong = [f"`{key}` is of a type that it refuses" for key in entry.texts("mistyped")]
    if entry.says("misplaced"):
        wrong.append("the entry stands below `mcpServers`, and it reads `mcp.servers`")
    wrong += [f"its configuration must not have `{key}`" for key in entry.texts("keys") if key in _RETIRED]
    transport, command, url = entry.text("transport"), entry.text("command"), entry.text("url")
    if transport and transport not in _OPENCLAW_TRANSPORTS:
        wrong.append(f"the transport `{transport}` is not known to it")
    if not command and not entry.has("url"):
        wrong.append("the entry has neither `command` nor `url`")
    elif not command and not re.match(r"https?://|\$\{", url, re.IGNORECASE):
        wrong.append("the address is none of `http:` or `https:`")
    return Judged(wrong=tuple(wrong), expected="`command`, or `url` with the transport `streamable-http` or `sse`")


def _opened_by_langchain(view: View, subject: Entity, entry: Entry) -> Judged | None:
    # It opens what `transport` says and nothing else.
    known = entry.text("dialect") in ("langchain", "mcp_servers") and entry.text("transport") in _ARGUMENTS
    return Judged() if known else None


def _opened_by_qwen(view: View, subject: Entity, entry: Entry) -> Judged | None:
    if entry.text("dialect") != "mcp_servers":
        return None
    if not entry.has("url") or entry.text("type") == "streamable-http":
        return Judged()
    return _opened_as_sse(view, subject, entry, "`type`: `streamable-http`")


def _opened_by_openclaw(view: View, subject: Entity, entry: Entry) -> Judged | None:
    if entry.text("dialect") not in ("openclaw", "openclaw_plugin"):
        return None
    stated = (entry.text("transport") or entry.text("type")).lower()
    if entry.text("command") or stated in ("streamable-http", "http", "sse"):
        return Judged()
    return _opened_as_sse(view, subject, entry, "`transport`: `streamable-http`")


def _opened_as_sse(view: View, subject: Entity, entry: Entry, expected: str) -> Judged:
    """Return what comes of an address that is opened over HTTP+SSE, whatever the server offers."""
    meant = _MEANT.get((entry.text("type") or entry.text("transport")).lower(), "")
    level = entry.claim.level
    if not meant:
        fact = view.fact(subject, "transport")
        if not isinstance(fact, Known):
            return Judged(unknown=f"nobody states the transport of `{subject.id}`, which is opened over HTTP+SSE")
        meant, level = str(fact.value), fact.level
    if meant == "sse":
        return Judged(level=level)
    return Judged(wrong=("opens the address over HTTP+SSE",), expected=expected, level=level)


LOADED: Mapping[str, Judge] = {
    "LangChain": _loaded_by_langchain,
    "Qwen-Agent": _loaded_by_qwen,
    "OpenClaw": _loaded_by_openclaw,
}
OPENED: Mapping[str, Judge] = {
    "LangChain": _opened_by_langchain,
    "Qwen-Agent": _opened_by_qwen,
    "OpenClaw": _opened_by_openclaw,
}
