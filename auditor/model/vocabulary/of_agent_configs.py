"""Attributes of servers, agents and skills as configuration files of agent programs state them."""

from __future__ import annotations

from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import MergeRule
from auditor.model.values import DURATION, FLAG, TEXT, TEXTS, choice, records
from auditor.model.vocabulary.attribute import Attribute, kinds

_INTERFACE = kinds(K.INTERFACE)
_SKILL = kinds(K.SKILL)
_CONFIGURED = kinds(K.AGENT, K.INTERFACE, K.SKILL)

DIALECTS = ("mcp_servers", "vscode", "langchain", "openclaw", "openclaw_plugin", "autogen")

_ENTRY = records(
    dialect=choice(*DIALECTS),
    keys=TEXTS,
    type=TEXT,
    transport=TEXT,
    command=TEXT,
    url=TEXT,
    environment=TEXTS,
    mistyped=TEXTS,
    misplaced=FLAG,
    enabled=FLAG,
)

ATTRIBUTES = (
    Attribute(
        name="configuration.format",
        type=choice("crewai", "langgraph", "autogen", "openclaw", "openclaw_plugin", "a2a", "mcp", "skill"),
        kinds=_CONFIGURED,
        merge=MergeRule.BEST,
        declarable=False,
        meaning="The format of the configuration file that describes it.",
    ),
    Attribute(
        name="configuration.missing",
        type=TEXTS,
        kinds=_CONFIGURED,
        merge=MergeRule.UNION,
        declarable=False,
        meaning="What the format requires of its configuration file and the file lacks.",
    ),
    Attribute(
        name="configured_as",
        type=_ENTRY,
        kinds=_INTERFACE,
        merge=MergeRule.UNION,
        declarable=False,
        meaning="Entries of client configurations by which an MCP server is started or reached; the name is the "
        "dialect, `mistyped` are keys whose value has a type that no client takes, `misplaced` tells that the client "
        "does not look for servers where the entry stands.",
    ),
    Attribute(
        name="launch.command",
        type=TEXT,
        kinds=_INTERFACE,
        merge=MergeRule.BEST,
        declarable=False,
        meaning="The program that a client starts to have the server.",
    ),
    Attribute(
        name="launch.package",
        type=TEXT,
        kinds=_INTERFACE,
        merge=MergeRule.BEST,
        declarable=False,
        meaning="The package that this program downloads and runs, without its version.",
    ),
    Attribute(
        name="launch.environment",
        type=TEXTS,
        kinds=_INTERFACE,
        merge=MergeRule.UNION,
        declarable=False,
        meaning="Names of the environment variables that the configuration sets for the server.",
    ),
    Attribute(
        name="tool_filter",
        type=TEXTS,
        kinds=_INTERFACE,
        merge=MergeRule.UNION,
        declarable=False,
        meaning="Tools that a client lets through, by name or pattern; `!` stands before those that it leaves out.",
    ),
    Attribute(
        name="request_timeout",
        type=DURATION,
        kinds=_INTERFACE,
        merge=MergeRule.BEST,
        declarable=False,
        meaning="Longest wait of the client for one answer of the server.",
    ),
    Attribute(
        name="undeclared_tools",
        type=TEXTS,
        kinds=_INTERFACE,
        merge=MergeRule.UNION,
        declarable=False,
        meaning="Tools that a plugin speaks of and its manifest does not declare.",
    ),
    Attribute(
        name="skill.name",
        type=TEXT,
        kinds=_SKILL,
        merge=MergeRule.BEST,
        declarable=False,
        meaning="The name in the front matter of a skill; empty where it has none.",
    ),
    Attribute(
        name="skill.named_as_folder",
        type=FLAG,
        kinds=_SKILL,
        merge=MergeRule.BEST,
        declarable=False,
        meaning="Whether a skill has the name of the folder that it stands in.",
    ),
    Attribute(
        name="skill.requires",
        type=TEXTS,
        kinds=_SKILL,
        merge=MergeRule.UNION,
        declarable=False,
        meaning="Programs (`bin:`), environment variables (`env:`) and settings (`config:`) that a skill needs.",
    ),
)
