"""Parses Protocol Buffers files: proto2, proto3 and editions.

The language is that of https://protobuf.dev/reference/protobuf/proto3-spec/ and its siblings, without the checks that
a compiler makes, so that a file whose imports are missing is still read.
"""

from __future__ import annotations

from dataclasses import replace

from auditor.readers.interfaces.grpc.cursor import DEEPEST, Cursor
from auditor.readers.interfaces.grpc.definitions import (
    Enumeration,
    Field,
    File,
    Import,
    Message,
    Method,
    Options,
    Service,
)
from auditor.readers.interfaces.typed.text import TypedText

_LABELS = ("required", "optional", "repeated")


def parse(text: TypedText) -> File:
    """Return what a text defines. Raises InputError, with what was expected, where it is no Protocol Buffers file."""
    return _Parser(Cursor(text)).file()


class _Parser:
    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self._file = File()

    def file(self) -> File:
        while not self._cursor.done:
            self._top_level()
        return self._file

    def _top_level(self) -> None:
        cursor, file = self._cursor, self._file
        about = cursor.comment_here()
        if cursor.skip("syntax", "edition"):
            cursor.expect("=", "after `syntax`")
            file.syntax = cursor.literal('the version, such as "proto3"')
        elif cursor.skip("package"):
            file.package_offset = cursor.token.start
            file.package = cursor.dotted("the name of the package")
            if file.package.count(".") > DEEPEST:
                raise cursor.error("a package with more than 60 parts", "fewer")
        elif cursor.skip("import"):
            cursor.skip("public", "weak", "option")
            offset = cursor.token.start
            file.imports.append(Import(path=cursor.literal("the path of a file in quotes"), offset=offset))
        elif cursor.skip("option"):
            cursor.option(file.options)
        elif self._definition(file.package, about):
            return
        elif cursor.skip("service"):
            self._service(about)
            return
        elif cursor.skip(";"):
            return
        else:
            raise cursor.error(cursor.token.shown, "`syntax`, `package`, `import`, `message`, `enum` or `service`")
        cursor.expect(";", "at the end of the statement")

    def _definition(self, scope: str, about: str) -> bool:
        """Read a message, an enum or an extension if one comes next."""
        cursor = self._cursor
        if cursor.at("export", "local") and cursor.follows(1, "message", "enum"):
            cursor.take()
        if cursor.at("message") and cursor.follows(2, "{"):
            cursor.take()
            self._message(scope, about)
        elif cursor.at("enum") and cursor.follows(2, "{"):
            cursor.take()
            self._enumeration(scope, about)
        elif cursor.at("extend") and not cursor.follows(1, "=") and not cursor.follows(2, "="):
            cursor.take()
            cursor.dotted("the message that is extended")
            self._body(scope, "", 0)  # its fields belong to what is extended, options as a rule
        elif cursor.at("message", "enum") and not cursor.follows(1, ".") and not cursor.follows(2, "="):
            what = cursor.take().text
            cursor.name(f"the name of the {what}")
            cursor.expect("{", f"after the name of the {what}")
        else:
            return False
        return True

    def _message(self, scope: str, about: str) -> None:
        token = self._cursor.name("the name of the message")
        name = _joined(scope, token.text)
        self._file.messages.append(self._body(name, about, token.start))

    def _body(self, name: str, about: str, offset: int) -> Message:
        cursor = self._cursor
        cursor.expect("{", "after the name of the message")
        described = about or cursor.comment_behind()
        cursor.deeper()
        fields: list[Field] = []
        options: Options = {}
        while not cursor.skip("}"):
            self._member(name, fields, options)
        cursor.back()
        return Message(name=name, offset=offset, fields=tuple(fields), description=described, options=options)

    def _member(self, scope: str, fields: list[Field], options: Options) -> None:
        cursor = self._cursor
        about = cursor.comment_here()
        if cursor.skip(";"):
            return
        if cursor.skip("option"):
            cursor.option(options)
            cursor.expect(";", "after the option")
        elif cursor.at("reserved", "extensions") and not cursor.follows(2, "="):
            cursor.pass_over()
        elif cursor.at("oneof") and cursor.follows(2, "{"):
            self._choice(scope, fields)
        elif not self._definition(scope, about):
            fields.append(self._field(scope, about))

    def _choice(self, scope: str, fields: list[Field]) -> None:
        cursor = self._cursor
        cursor.take()
        name = cursor.name("the name of the oneof").text
        cursor.expect("{", "after the name of the oneof")
        while not cursor.skip("}"):
            if cursor.skip(";"):
                continue
            if cursor.skip("option"):
                cursor.option({})
                cursor.expect(";", "after the option")
                continue
            fields.append(replace(self._field(scope, cursor.comment_here()), choice=name))

    def _field(self, scope: str, about: str) -> Field:
        cursor = self._cursor
        label = cursor.take().text if cursor.at(*_LABELS) and not cursor.follows(1, "=") else ""
        if cursor.at("group") and cursor.follows(2, "="):
            return self._group(scope, label, about)
        if cursor.at("map") and cursor.follows(1, "<"):
            cursor.take()
            cursor.take()
            key = cursor.dotted("the type of the keys")
            cursor.expect(",", "after the type of the keys")
            kind = cursor.dotted("the type of the values")
            cursor.expect(">", "after the type of the values")
        else:
            key, kind = "", cursor.dotted("a field, or `}` at the end of the message")
        token = cursor.name("the name of the field")
        options = self._number_and_options()
        cursor.expect(";", "at the end of the field")
        return Field(
            name=token.text,
            type=kind,
            label=label,
            offset=token.start,
            key=key,
            options=options,
            description=about or cursor.comment_behind(),
        )

    def _number_and_options(self) -> Options:
        cursor = self._cursor
        cursor.expect("=", "and a number after the name of the field")
        if cursor.token.kind != "number":
            raise cursor.error(cursor.token.shown, "the number of the field")
        cursor.take()
        return cursor.bracketed_options()

    def _group(self, scope: str, label: str, about: str) -> Field:
        cursor = self._cursor
        cursor.take()
        token = cursor.name("the name of the group")
        options = self._number_and_options()
        self._file.messages.append(self._body(_joined(scope, token.text), about, token.start))
        return Field(
            name=token.text.lower(),
            type=token.text,
            label=label,
            offset=token.start,
            options=options,
            description=about,
        )

    def _enumeration(self, scope: str, about: str) -> None:
        cursor = self._cursor
        token = cursor.name("the name of the enum")
        cursor.expect("{", "after the name of the enum")
        described = about or cursor.comment_behind()
        values: list[str] = []
        while not cursor.skip("}"):
            if cursor.skip(";"):
                continue
            if cursor.at("option", "reserved") and not cursor.follows(1, "="):
                cursor.pass_over()
                continue
            values.append(cursor.name("a value, or `}` at the end of the enum").text)
            cursor.expect("=", "and a number after the name of the value")
            cursor.value()
            cursor.bracketed_options()
            cursor.expect(";", "at the end of the value")
        name = _joined(scope, token.text)
        found = Enumeration(name=name, offset=token.start, values=tuple(values), description=described)
        self._file.enumerations.append(found)

    def _service(self, about: str) -> None:
        cursor = self._cursor
        token = cursor.name("the name of the service")
        cursor.expect("{", "after the name of the service")
        described = about or cursor.comment_behind()
        methods: list[Method] = []
        options: Options = {}
        while not cursor.skip("}"):
            if cursor.at("rpc"):
                methods.append(self._method())
            elif cursor.skip("option"):
                cursor.option(options)
                cursor.expect(";", "after the option")
            elif not cursor.skip(";"):
                raise cursor.error(cursor.token.shown, "`rpc`, `option` or `}` in a service")
        self._file.services.append(
            Service(name=token.text, offset=token.start, methods=tuple(methods), options=options, description=described)
        )

    def _method(self) -> Method:
        cursor = self._cursor
        about, described_at = cursor.comment_here(), cursor.comment_place()
        cursor.take()
        token = cursor.name("the name of the rpc")
        takes_stream, request = self._message_type()
        if not cursor.skip("returns"):
            raise cursor.error(cursor.token.shown, "`returns` and the message that the rpc answers")
        gives_stream, response = self._message_type()
        options: Options = {}
        if cursor.skip("{"):
            about = about or cursor.comment_behind()
            while not cursor.skip("}"):
                if cursor.skip("option"):
                    cursor.option(options)
                cursor.expect(";", "after the option")
        else:
            cursor.expect(";", "or `{` after the rpc")
        return Method(
            name=token.text,
            offset=token.start,
            request=request,
            response=response,
            takes_stream=takes_stream,
            gives_stream=gives_stream,
            options=options,
            description=about or cursor.comment_behind(),
            described_at=described_at,
        )

    def _message_type(self) -> tuple[bool, str]:
        cursor = self._cursor
        cursor.expect("(", "and a message")
        stream = cursor.at("stream") and not cursor.follows(1, ")")
        if stream:
            cursor.take()
        name = cursor.dotted("the name of a message")
        cursor.expect(")", "after the name of the message")
        return stream, name


def _joined(scope: str, name: str) -> str:
    return f"{scope}.{name}" if scope else name
