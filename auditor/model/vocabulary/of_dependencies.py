"""Attributes about the packages that a project installs, and what its code imports."""

from __future__ import annotations

from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import MergeRule
from auditor.model.values import FLAG, INTEGER, TEXT, TEXTS, choice, records
from auditor.model.vocabulary.attribute import Attribute, kinds

_PROJECT = kinds(K.AGENT, K.SERVICE)

ECOSYSTEMS = ("pypi", "npm")
ROLES = ("required", "optional", "development", "transitive")

_PACKAGE = records(
    ecosystem=choice(*ECOSYSTEMS),
    range=TEXT,
    locked=TEXT,
    extras=TEXTS,
    marker=TEXT,
    source=TEXT,
    role=choice(*ROLES),
    group=TEXT,
)
_FRAMEWORK = records(
    package=TEXT,
    version=TEXT,
    exact=FLAG,
    via=TEXT,
    imported=FLAG,
    role=choice("required", "optional", "development", "transitive", "undeclared"),
)
_USE = records(
    framework=TEXT,
    shows=choice(
        "import",
        "agent",
        "tool",
        "mcp_client",
        "mcp_server",
        "approval",
        "checkpoint",
        "strict_schema",
        "structured_result",
        "step_limit",
    ),
    value=TEXT,
    count=INTEGER,
)

ATTRIBUTES = (
    Attribute(
        name="project",
        type=TEXT,
        kinds=_PROJECT,
        merge=MergeRule.BEST,
        declarable=False,
        meaning="The folder of the Python or Node project that it is built from.",
    ),
    Attribute(
        name="packages",
        type=_PACKAGE,
        kinds=_PROJECT,
        merge=MergeRule.UNION,
        declarable=False,
        meaning="Packages that the project's files name, with the range that is asked for (`*`: any) and the version "
        "that is locked; `group` is the extra or the group in which an optional one stands.",
    ),
    Attribute(
        name="frameworks",
        type=_FRAMEWORK,
        kinds=_PROJECT,
        merge=MergeRule.UNION,
        declarable=False,
        meaning="Agent frameworks, provider SDKs and protocol SDKs that the project uses, and through which package.",
    ),
    Attribute(
        name="code_uses",
        type=_USE,
        kinds=_PROJECT,
        merge=MergeRule.UNION,
        declarable=False,
        meaning="What the project's Python code imports and calls of a framework: agents it builds, approvals, "
        "checkpoints, limits; each with the first place and how often.",
    ),
    Attribute(
        name="package_lock",
        type=choice("none", "direct", "complete"),
        kinds=_PROJECT,
        merge=MergeRule.BEST,
        declarable=False,
        meaning="What has an exact version: nothing or not all, all that the project asks for itself, or all that is "
        "installed.",
    ),
    Attribute(
        name="unlocked_packages",
        type=TEXTS,
        kinds=_PROJECT,
        merge=MergeRule.UNION,
        declarable=False,
        meaning="Packages that the project asks for and its lock file lacks, or has in a version that does not fit.",
    ),
    Attribute(
        name="undeclared_imports",
        type=TEXTS,
        kinds=_PROJECT,
        merge=MergeRule.UNION,
        declarable=False,
        meaning="Agent frameworks that the code imports and no file of the project asks for.",
    ),
    Attribute(
        name="runtimes",
        type=TEXTS,
        kinds=_PROJECT,
        merge=MergeRule.UNION,
        declarable=False,
        meaning="Versions of Python and Node that the project is said to run with, such as `python >=3.11`.",
    ),
)
