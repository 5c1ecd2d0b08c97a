"""Attributes of a tool's definition beyond its parameter list: its schemas, examples, texts and size."""

from __future__ import annotations

from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import MergeRule
from auditor.model.values import FLAG, INTEGER, TEXT, TEXTS, choice, records
from auditor.model.vocabulary.attribute import Attribute, kinds

_TOOL = kinds(K.TOOL)
_INTERFACE = kinds(K.INTERFACE)

SCHEMA_FAULTS = (
    "impossible",
    "mistyped",
    "malformed",
    "undeclared_path_parameter",
    "unused_path_parameter",
    "duplicate_parameter",
    "empty_body",
    "broken_choice",
)
STRICT_OBSTACLES = ("root", "optional", "open_object", "free_keys", "keyword", "untyped", "limit")
"""`optional` and `open_object` are what converters mend by themselves; the others need a person."""

_FAULT = records(kind=choice(*SCHEMA_FAULTS), what=TEXT)
_OBSTACLE = records(kind=choice(*STRICT_OBSTACLES), what=TEXT)
_EXAMPLE = records(place=choice("parameter", "request", "response"), valid=FLAG, what=TEXT)
_SECRET = records(kind=TEXT, what=TEXT)

ATTRIBUTES = (
    Attribute(
        name="schema_faults",
        type=_FAULT,
        kinds=_TOOL,
        merge=MergeRule.UNION,
        declarable=False,
        meaning="Places where a schema of the tool contradicts itself, cannot be met or is not valid; "
        "the name is the JSON pointer.",
    ),
    Attribute(
        name="strict_obstacles",
        type=_OBSTACLE,
        kinds=_TOOL,
        declarable=False,
        merge=MergeRule.BEST,
        meaning="What in the argument schema keeps a provider's strict mode from guaranteeing its shape; "
        "one record for each kind, at its first place.",
    ),
    Attribute(
        name="open_arguments",
        type=FLAG,
        kinds=_TOOL,
        declarable=False,
        merge=MergeRule.BEST,
        meaning="Whether the contract accepts arguments that it does not name.",
    ),
    Attribute(
        name="argument_depth",
        type=INTEGER,
        kinds=_TOOL,
        declarable=False,
        merge=MergeRule.BEST,
        meaning="How many objects and lists lie inside one another in the arguments, at the deepest place; "
        "0 where all are plain values, unknown where a schema contains itself.",
    ),
    Attribute(
        name="examples",
        type=_EXAMPLE,
        kinds=_TOOL,
        declarable=False,
        merge=MergeRule.UNION,
        meaning="Examples that the contract gives, and whether each fits its schema.",
    ),
    Attribute(
        name="embedded_secrets",
        type=_SECRET,
        kinds=_TOOL,
        declarable=False,
        merge=MergeRule.UNION,
        meaning="Defaults, examples and texts of the definition that look like real credentials.",
    ),
    Attribute(
        name="title",
        type=TEXT,
        kinds=_TOOL,
        declarable=False,
        merge=MergeRule.BEST,
        meaning="The name that the contract shows to people.",
    ),
    Attribute(
        name="tags",
        type=TEXTS,
        kinds=_TOOL,
        declarable=False,
        merge=MergeRule.UNION,
        meaning="The groups in which the contract lists the tool.",
    ),
    Attribute(
        name="definition_tokens",
        type=INTEGER,
        kinds=_TOOL,
        declarable=False,
        merge=MergeRule.BEST,
        meaning="Tokens of its definition in a model's context; the claim says how they were counted.",
    ),
    Attribute(
        name="bulk",
        type=FLAG,
        kinds=_TOOL,
        meaning="Whether one call can act on several objects.",
    ),
    Attribute(
        name="implements",
        type=TEXT,
        kinds=_INTERFACE,
        meaning="The interface whose operations this one offers as tools, such as the API behind an MCP server.",
    ),
)
