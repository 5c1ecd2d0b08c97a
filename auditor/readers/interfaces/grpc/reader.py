"""Reads Protocol Buffers files: the rpcs of their services are the tools."""

from __future__ import annotations

import re

from auditor.documents import Document
from auditor.model.description import Description, ReadState
from auditor.model.entities import tool_id, unknown_members_id
from auditor.readers.interfaces.grpc.constraints import says_what_is_required
from auditor.readers.interfaces.grpc.definitions import File
from auditor.readers.interfaces.grpc.files import Files, open_files
from auditor.readers.interfaces.grpc.recognition import FORMAT, is_proto
from auditor.readers.interfaces.grpc.tools import Call, ToolReader, add_call
from auditor.readers.interfaces.grpc.types import TypeReader, type_names
from auditor.readers.interfaces.listing import Listing, distinct, interface_id
from auditor.readers.interfaces.typed.contract import TypedContract
from auditor.readers.interfaces.typed.text import TypedText
from auditor.readers.interfaces.values import text as text_of
from auditor.readers.reader import Reader, Reading, input_of

_VERSION = re.compile(r"v\d+(p\d+)?((alpha|beta)\d*)?")
"""A version as https://google.aip.dev/215 and Buf's style guide put it at the end of a package's name."""


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    files = open_files(document, reading)
    text, file = files.parsed[0]
    types = _read_types(files)
    calls = [
        add_call(text, types, file.package, service, method) for service in file.services for method in service.methods
    ]
    contract = TypedContract(*(parsed for parsed, _ in files.parsed))
    contract.count_callers(call.sent for call in calls)
    listing = Listing(
        interface=interface_id(name, file.package, FORMAT),
        name=name or file.package or FORMAT,
        protocol=FORMAT,
        location=text.at(file.package_offset),
    )
    _claim_interface(listing, text, file)
    says_required = any(says_what_is_required(file) for _, file in files.parsed)
    _claim_tools(listing, ToolReader(text, contract, says_required=says_required), text, calls)
    _tell_missing(listing, contract, files)
    contract.finish(listing)
    if not calls:
        contract.notes.tell("the file defines messages and no rpc of a service; it yields no tool")
    description = listing.finish()
    description.notes += contract.notes.all()
    _list_inputs(description, files)
    return description


def _read_types(files: Files) -> TypeReader:
    """Add the types of every file to its text, and return the reader of the first."""
    defined = frozenset(name for _, file in files.parsed for name in type_names(file))
    readers = [TypeReader(text, file, defined) for text, file in files.parsed]
    for reader in readers:
        reader.read()
    return readers[0]


def _claim_interface(listing: Listing, text: TypedText, file: File) -> None:
    about = listing.interface
    about.says("transport", "grpc", text.at(file.package_offset))
    if version := _VERSION.fullmatch(file.package.rpartition(".")[2]):
        about.says("version", version[0], text.at(file.package_offset), detail="the last part of the package's name")
    hosts: dict[str, int] = {}
    for service in file.services:
        if host := text_of(service.options.get("(google.api.default_host)")):
            hosts.setdefault(f"https://{host}", service.offset)
    if hosts:
        about.says("urls", tuple(hosts), text.at(next(iter(hosts.values()))), detail="google.api.default_host")
    if len(file.services) == 1 and (described := file.services[0].description):
        about.says("description", described, text.at(file.services[0].offset))


def _claim_tools(listing: Listing, reader: ToolReader, text: TypedText, calls: list[Call]) -> None:
    server = listing.interface.id
    wanted = [(tool_id(server, own_id=call.name), "") for call in calls]
    for call, identity in zip(calls, distinct(wanted, taken=[unknown_members_id(server)]), strict=True):
        tool = listing.tool(identity, call.name, call.place)
        reader.claim(tool, call)
        scopes = text_of(call.service.options.get("(google.api.oauth_scopes)"))
        if scopes:
            at, detail = text.at(call.service.offset), "google.api.oauth_scopes"
            tool.says("authentication", ("oauth2",), at, detail=detail)
            tool.says("scopes", tuple(scope.strip() for scope in scopes.split(",") if scope.strip()), at, detail=detail)


def _tell_missing(listing: Listing, contract: TypedContract, files: Files) -> None:
    for number, missing in enumerate(files.missing):
        held = missing.text.placed({"$ref": missing.imported.path}, missing.imported.offset)
        missing.text.tools[f"import {number}"] = held
        listing.dead_end(missing.imported.path, missing.text.node("tools", f"import {number}"))
        contract.notes.tell(f"not read: {missing.because}", missing.text.node("tools", f"import {number}"))


def _list_inputs(description: Description, files: Files) -> None:
    why = f"{len(files.missing)} imported files cannot be read" if files.missing else ""
    (first, _), *others = files.parsed
    state = ReadState.PARTLY if why else ReadState.READ
    description.inputs.append(input_of(first.document, FORMAT, state, why))
    # One with services of its own is not listed: of a folder's files it is still to be read for them.
    description.inputs += [input_of(text.document, FORMAT) for text, file in others if not file.services]


# Asked before those that would parse the text as YAML.
READER = Reader(format=FORMAT, title="Protocol Buffers file", recognises=is_proto, read=_read, rank=20)
