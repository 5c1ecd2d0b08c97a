"""The contracts that workflows rest on, and what of them a step calls."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.documents import Document
from auditor.errors import InputError
from auditor.model.claims import Claim
from auditor.model.description import Description, Input, ReadState
from auditor.model.entities import tool_id
from auditor.model.kinds import EntityKind
from auditor.readers.interfaces.arazzo.contract import Arazzo
from auditor.readers.interfaces.cited import Unread, open_cited
from auditor.readers.interfaces.listing import interface_id
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.values import items, mapping, text
from auditor.readers.reader import Reading, input_of

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_NAMED = re.compile(r"\$sourceDescriptions\.([\w-]+)\.(.+)")
_WITHIN = re.compile(r"\{?\$sourceDescriptions\.([\w-]+)\.url\}?#/(.*)")
_TYPES = frozenset(("openapi", "asyncapi", "arazzo"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a step calls."""

    operation: str
    """The tool's id where it is known, else what the step says."""
    found: bool | None
    """Whether the contract has it; None where the contract cannot be read."""


@dataclass(slots=True, kw_only=True)
class Source:
    """One contract that a document names."""

    name: str
    interface: str = ""
    whole: bool = False
    """Whether everything in it is known."""
    operations: dict[str, str] = field(default_factory=dict)
    """Tool ids by the contract's own name for them."""
    requests: dict[tuple[str, str], str] = field(default_factory=dict)
    """Tool ids by path and method in capitals."""
    methods: dict[str, list[str]] = field(default_factory=dict)
    """The methods of each path."""
    channels: dict[str, str] = field(default_factory=dict)
    workflows: dict[str, str] = field(default_factory=dict)

    def target(self, known: Mapping[str, str], wanted: str) -> Target:
        """Return what a name stands for in this contract."""
        if wanted in known:
            return Target(operation=known[wanted], found=True)
        return Target(operation=f"{self.interface or self.name}.{wanted}", found=False if self.whole else None)


class Sources:
    """The contracts that a document names, read where they are files."""

    def __init__(self, contract: Arazzo, reading: Reading) -> None:
        self._contract = contract
        self._reading = reading
        self.cited: dict[str, Description] = {}
        """What was read of each, by path."""
        self.inputs: list[Input] = []
        """The other files that it names, read or not."""
        self.dead_ends: list[tuple[str, Node]] = []
        """The files that are not there, each where it is named."""
        self.by_name: dict[str, Source] = {}
        stated = contract.sequence(contract.root, "sourceDescriptions")
        for item in stated.items() if stated is not None else ():
            name = item.text("name")
            if name:
                self.by_name[name] = self._source(name, item)
            else:
                contract.notes.tell("a source description without a name; not read", item)

    @property
    def interfaces(self) -> frozenset[str]:
        """The ids that the contracts have as interfaces."""
        return frozenset(source.interface for source in self.by_name.values())

    def operation(self, stated: str) -> Target:
        """Return what an `operationId` stands for: that of the source it names, or else of any."""
        named = _NAMED.fullmatch(stated)
        if named is not None:
            return self._of(named[1], named[2], "operations")
        everywhere = [source.target(source.operations, stated) for source in self.by_name.values()]
        found = [target for target in everywhere if target.found]
        if len(found) == 1:
            return found[0]
        if found or not everywhere:
            return Target(operation=stated, found=None if found else False)
        only = everywhere[0].operation if len(everywhere) == 1 else stated
        unknown = any(target.found is None for target in everywhere)
        return Target(operation=only, found=None if unknown else False)

    def path(self, stated: str) -> Target:
        """Return what an `operationPath` or a `channelPath` stands for: a JSON pointer into a source."""
        within = _WITHIN.fullmatch(stated)
        source = self.by_name.get(within[1]) if within is not None else None
        if within is None or source is None:
            return Target(operation=stated, found=False)
        steps = [step.replace("~1", "/").replace("~0", "~") for step in within[2].split("/")]
        if steps[0] == "channels" and len(steps) == 2:
            return source.target(source.channels, steps[1])
        if steps[0] != "paths" or len(steps) not in (2, 3):
            return Target(operation=stated, found=False if source.whole else None)
        # A pointer to a path alone is what the specification's own example has; it is clear where there is one method.
        methods = [steps[2].upper()] if len(steps) == 3 else source.methods.get(steps[1], [])
        wanted = (steps[1], methods[0] if len(methods) == 1 else "")
        shown = f"{source.interface or source.name}.{' '.join((wanted[1], wanted[0])).strip()}"
        if wanted in source.requests:
            return Target(operation=source.requests[wanted], found=True)
        return Target(operation=shown, found=False if source.whole else None)

    def workflow(self, stated: str, own: Mapping[str, str]) -> Target:
        """Return what a `workflowId` stands for: a workflow of this document or of a source."""
        named = _NAMED.fullmatch(stated)
        if named is not None:
            return self._of(named[1], named[2], "workflows")
        return Target(operation=own.get(stated, stated), found=stated in own)

    def _of(self, name: str, wanted: str, what: str) -> Target:
        source = self.by_name.get(name)
        if source is None:
            return Target(operation=f"{name}.{wanted}", found=False)
        return source.target(source.workflows if what == "workflows" else source.operations, wanted)

    def _source(self, name: str, item: Node) -> Source:
        source = Source(name=name)
        url, stated = item.text("url"), item.text("type").lower()
        expected = stated if stated in _TYPES else ""
        if not url:
            self._contract.notes.tell(f"the source description {name} has no url; not read", item)
        elif _ADDRESS.match(url):
            why = "an address; there is no network in an audit"
            self._contract.notes.tell(f"the source {name} is {why}; its operations are unknown", item)
            self.inputs.append(Input(path=url, format=expected, sha256="", size=0, state=ReadState.SKIPPED, why=why))
        else:
            self._open(source, item, url.partition("#")[0], expected)
        return source

    def _open(self, source: Source, item: Node, url: str, expected: str) -> None:
        opened = open_cited(url, item.get("url") or item, self._reading, format_id=expected)
        if isinstance(opened, Unread):
            self.inputs += [opened.entry] if opened.entry is not None else []
            self._contract.notes.tell(f"{opened.because}; the operations of the source {source.name} are unknown", item)
            self.dead_ends.append((url, item.get("url") or item))
            return
        try:
            reader = self._reading.recognise(opened)
            if reader is not None and reader.format == "arazzo" and expected in ("", "arazzo"):
                _take_workflows(source, opened)
                self.inputs.append(input_of(opened, "arazzo"))
                return
            description = self._reading.read(opened, expected=expected or None)
        except InputError as error:
            because = str(error.problems[0])
            self.inputs.append(input_of(opened, expected, ReadState.SKIPPED, because))
            self._contract.notes.tell(f"{because}; the operations of the source {source.name} are unknown", item)
            return
        self.cited[opened.path] = description
        _take_operations(source, description)
        _take_messages(source, opened)


def _take_workflows(source: Source, document: Document) -> None:
    """Take the names of another document's workflows; what they do is said there."""
    root = mapping(document.tree.value)
    source.interface = interface_id(None, text(mapping(root.get("info")).get("title")), "workflows")
    names = [text(mapping(item).get("workflowId")) for item in items(root.get("workflows"))]
    source.workflows = {name: tool_id(source.interface, own_id=name) for name in names if name}
    source.whole = True


def _take_operations(source: Source, description: Description) -> None:
    about: dict[str, dict[str, Claim]] = {}
    for claim in description.claims:
        if claim.attribute in ("own_name", "method", "path"):
            about.setdefault(claim.subject, {})[claim.attribute] = claim
    tools = [entity for entity in description.entities if entity.kind is EntityKind.TOOL]
    source.whole = not any(tool.placeholder for tool in tools)
    interfaces = [entity.id for entity in description.entities if entity.kind is EntityKind.INTERFACE]
    source.interface = interfaces[0] if interfaces else source.name
    source.channels |= {entity.name: entity.id for entity in description.entities if entity.kind is EntityKind.QUEUE}
    for tool in tools:
        said = about.get(tool.id, {})
        if (own := said.get("own_name")) is not None:
            source.operations.setdefault(str(own.value), tool.id)
        if (path := said.get("path")) is not None and (method := said.get("method")) is not None:
            source.requests[str(path.value), str(method.value)] = tool.id
            source.methods.setdefault(str(path.value), []).append(str(method.value))


def _take_messages(source: Source, document: Document) -> None:
    """Take the names of what an AsyncAPI application sends, too: it is no tool, and a step can wait for it."""
    root = mapping(document.tree.value)
    if "asyncapi" not in root:
        return
    names = list(mapping(root.get("operations")))
    for channel, stated in mapping(root.get("channels")).items():
        source.channels.setdefault(channel, tool_id(source.interface, own_id=channel))
        older = (mapping(mapping(stated).get(action)).get("operationId") for action in ("publish", "subscribe"))
        names += [name for name in map(text, older) if name]
    for name in names:
        source.operations.setdefault(name, tool_id(source.interface, own_id=name))
