"""Attributes of tools and interfaces."""

from __future__ import annotations

from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import MergeRule
from auditor.model.values import FLAG, INTEGER, TEXT, TEXTS, choice, choices, records
from auditor.model.vocabulary.attribute import Attribute, SafeDefault, kinds

_TOOL = kinds(K.TOOL)
_INTERFACE = kinds(K.INTERFACE)
_BOTH = kinds(K.TOOL, K.INTERFACE)

EFFECTS = ("read", "create", "update", "delete", "send", "spend", "execute")
WRITES = ("create", "update", "delete", "send", "spend", "execute")

_PARAMETER = records(
    type=TEXT,
    description=TEXT,
    required=FLAG,
    place=choice("path", "query", "header", "cookie", "body", "argument"),
    format=TEXT,
    enum=TEXTS,
    example=FLAG,
    default=FLAG,
    bounded=FLAG,
    free_form=FLAG,
    deprecated=FLAG,
)
_RESPONSE = records(
    outcome=choice("success", "failure"),
    structured=FLAG,
    media_type=TEXT,
    description=TEXT,
    collection=FLAG,
    bounded=FLAG,
)

ATTRIBUTES = (
    Attribute(
        name="contract",
        type=choice("none", "broken", "resolved"),
        kinds=_TOOL,
        meaning="Whether a machine-readable contract describes the tool and all of its references resolve.",
    ),
    Attribute(
        name="effects",
        type=choices(*EFFECTS),
        kinds=_TOOL,
        merge=MergeRule.UNION,
        meaning="What calling the tool does to the world.",
    ),
    Attribute(
        name="reversible",
        type=FLAG,
        kinds=_TOOL,
        default=SafeDefault(
            value=False,
            reason="deleting, spending and sending are irreversible",
            when=("effects", ("delete", "spend", "send")),
        ),
        meaning="Whether what the tool did can be undone.",
    ),
    Attribute(name="undo", type=TEXT, kinds=_TOOL, meaning="The tool that undoes this one."),
    Attribute(name="verified_by", type=TEXT, kinds=_TOOL, meaning="The tool that reads back what this one did."),
    Attribute(
        name="approval",
        type=choice("none", "policy", "human"),
        kinds=_TOOL,
        meaning="Who must agree before the tool runs.",
    ),
    Attribute(name="dry_run", type=FLAG, kinds=_TOOL, meaning="Whether a call can be tried without effect."),
    Attribute(
        name="idempotent",
        type=FLAG,
        kinds=_TOOL,
        default=SafeDefault(
            value=False, reason="RFC 9110: POST and PATCH are not idempotent", when=("method", ("POST", "PATCH"))
        ),
        meaning="Whether repeating a call changes nothing more.",
    ),
    Attribute(
        name="idempotency_key",
        type=FLAG,
        kinds=_TOOL,
        meaning="Whether a call can carry a key that makes a retry safe.",
    ),
    Attribute(
        name="parameters",
        type=_PARAMETER,
        kinds=_TOOL,
        merge=MergeRule.BEST,
        meaning="The arguments the tool takes.",
    ),
    Attribute(
        name="responses",
        type=_RESPONSE,
        kinds=_TOOL,
        merge=MergeRule.BEST,
        meaning="The results the tool can give; the name is the status or outcome.",
    ),
    Attribute(
        name="structured_result",
        type=FLAG,
        kinds=_TOOL,
        meaning="Whether a success has a declared structure.",
    ),
    Attribute(
        name="structured_failure",
        type=FLAG,
        kinds=_TOOL,
        meaning="Whether a failure has a declared structure.",
    ),
    Attribute(name="returns_collection", type=FLAG, kinds=_TOOL, meaning="Whether a success is a list."),
    Attribute(name="paginated", type=FLAG, kinds=_TOOL, meaning="Whether a list comes in pages or has a limit."),
    Attribute(name="filterable", type=FLAG, kinds=_TOOL, meaning="Whether a list can be narrowed by the caller."),
    Attribute(
        name="asynchronous",
        type=FLAG,
        kinds=_TOOL,
        meaning="Whether the call returns before the work is done.",
    ),
    Attribute(
        name="status_tool",
        type=TEXT,
        kinds=_TOOL,
        meaning="The tool that tells how far asynchronous work is.",
    ),
    Attribute(
        name="rate_limit_visible",
        type=FLAG,
        kinds=_TOOL,
        meaning="Whether the contract says how a caller learns of its limits (429, Retry-After, RateLimit headers).",
    ),
    Attribute(
        name="deprecated",
        type=FLAG,
        kinds=_TOOL,
        meaning="Whether the contract marks the tool as going away.",
    ),
    Attribute(
        name="authentication",
        type=choices("none", "api_key", "basic", "bearer", "oauth2", "oidc", "mtls"),
        kinds=_BOTH,
        meaning="What a caller must show; `[none]` where anybody may call.",
    ),
    Attribute(name="scopes", type=TEXTS, kinds=_TOOL, meaning="The permissions that a call needs."),
    Attribute(name="method", type=TEXT, kinds=_TOOL, declarable=False, meaning="The HTTP method."),
    Attribute(
        name="path",
        type=TEXT,
        kinds=_TOOL,
        declarable=False,
        meaning="The path template of the HTTP request.",
    ),
    Attribute(
        name="own_name",
        type=TEXT,
        kinds=_TOOL,
        declarable=False,
        meaning="The name under which the contract lists the tool.",
    ),
    Attribute(name="hints.read_only", type=FLAG, kinds=_TOOL, meaning="MCP annotation `readOnlyHint`, as stated."),
    Attribute(
        name="hints.destructive",
        type=FLAG,
        kinds=_TOOL,
        default=SafeDefault(
            value=True,
            reason="MCP: an undeclared destructiveHint means destructive",
            when=("protocol", ("mcp",)),
        ),
        meaning="MCP annotation `destructiveHint`.",
    ),
    Attribute(name="hints.idempotent", type=FLAG, kinds=_TOOL, meaning="MCP annotation `idempotentHint`, as stated."),
    Attribute(name="hints.open_world", type=FLAG, kinds=_TOOL, meaning="MCP annotation `openWorldHint`, as stated."),
    Attribute(
        name="brings_untrusted_content",
        type=FLAG,
        kinds=_TOOL,
        meaning="Whether its results hold text that outsiders can write.",
    ),
    Attribute(
        name="sends_outside",
        type=FLAG,
        kinds=_TOOL,
        meaning="Whether it can carry data to where outsiders read it.",
    ),
    Attribute(
        name="reads_private_data",
        type=FLAG,
        kinds=_TOOL,
        meaning="Whether its results hold personal or confidential data.",
    ),
    Attribute(
        name="framework_acceptance",
        type=choice("refused", "major_loss", "minor_loss", "accepted"),
        kinds=_TOOL,
        meaning="What the framework of its agents does with its definition.",
    ),
    Attribute(
        name="definition_size",
        type=INTEGER,
        kinds=_TOOL,
        declarable=False,
        meaning="Characters of its definition as compact JSON, as a caller's context would carry it.",
    ),
    Attribute(
        name="protocol",
        type=choice(
            "openapi",
            "mcp",
            "functions",
            "graphql",
            "grpc",
            "asyncapi",
            "arazzo",
            "chatgpt-plugin",
            "m365-plugin",
            "a2a",
            "native",
        ),
        kinds=_BOTH,
        declarable=False,
        meaning="The kind of contract it comes from.",
    ),
    Attribute(
        name="transport",
        type=choice("stdio", "http", "sse", "websocket", "grpc", "broker"),
        kinds=_INTERFACE,
        meaning="How the interface is reached.",
    ),
    Attribute(name="urls", type=TEXTS, kinds=_INTERFACE, merge=MergeRule.UNION, meaning="Base addresses."),
    Attribute(
        name="pinned",
        type=FLAG,
        kinds=kinds(K.MODEL, K.INTERFACE, K.SERVICE, K.DATASTORE, K.QUEUE, K.GATEWAY, K.TELEMETRY),
        meaning="Whether what runs is fixed to an exact version or digest.",
    ),
    Attribute(
        name="unresolved_references",
        type=TEXTS,
        kinds=_INTERFACE,
        merge=MergeRule.UNION,
        declarable=False,
        meaning="References in the contract that lead nowhere.",
    ),
    Attribute(
        name="deprecation_policy",
        type=TEXT,
        kinds=_INTERFACE,
        meaning="How and how early callers learn of a breaking change.",
    ),
)
