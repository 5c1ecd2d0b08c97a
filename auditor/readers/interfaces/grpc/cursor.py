"""Goes through the tokens of a Protocol Buffers file, and reads the options that may stand anywhere in it."""

from __future__ import annotations

from auditor.documents import Value
from auditor.errors import InputError
from auditor.readers.interfaces.grpc.definitions import Options
from auditor.readers.interfaces.grpc.tokens import Token, comment_after, comment_before, split, unquoted
from auditor.readers.interfaces.typed.text import TypedText

DEEPEST = 60
"""Messages or values inside one another."""
_CLOSING = {"{": "}", "[": "]", "(": ")", "<": ">"}


class Cursor:
    """A place among the tokens of a text."""

    def __init__(self, text: TypedText) -> None:
        self._text = text
        self._source = text.document.text
        self._tokens = split(text)
        self._next = 0
        self._depth = 0

    @property
    def token(self) -> Token:
        """The token that comes next."""
        return self._tokens[self._next]

    @property
    def done(self) -> bool:
        """Whether nothing comes next."""
        return self.token.kind == "end"

    def at(self, *texts: str) -> bool:
        """Tell whether one of these words or signs comes next."""
        return self.token.text in texts and self.token.kind != "text"

    def follows(self, steps: int, *texts: str) -> bool:
        """Tell whether one of these stands some steps behind the next token."""
        place = self._next + steps
        return place < len(self._tokens) and self._tokens[place].text in texts

    def take(self) -> Token:
        """Return the next token and go on."""
        token = self.token
        if token.kind == "end":
            raise self.error("the end of the file", "the definition to go on")
        self._next += 1
        return token

    def skip(self, *texts: str) -> bool:
        """Go on where one of these comes next, and tell whether one did."""
        if self.at(*texts):
            self._next += 1
            return True
        return False

    def expect(self, text: str, behind: str) -> Token:
        """Take a sign that must come next. Raises InputError where something else does."""
        if not self.at(text):
            raise self.error(self.token.shown, f"`{text}` {behind}")
        return self.take()

    def name(self, what: str) -> Token:
        """Take a name that must come next."""
        if self.token.kind != "name":
            raise self.error(self.token.shown, what)
        return self.take()

    def dotted(self, what: str) -> str:
        """Take a name with its dots."""
        parts = ["."] if self.skip(".") else []
        parts.append(self.name(what).text)
        while self.skip("."):
            parts.append("." + self.name(what).text)
        return "".join(parts)

    def literal(self, what: str) -> str:
        """Take a text in quotes, or several that stand side by side and are one."""
        if self.token.kind != "text":
            raise self.error(self.token.shown, what)
        parts = []
        while self.token.kind == "text":
            parts.append(unquoted(self.take().text))
        return "".join(parts)

    def comment_here(self) -> str:
        """Return the comment that belongs to what comes next."""
        return comment_before(self._source, self._tokens, self._next)

    def comment_behind(self) -> str:
        """Return the comment behind the last token on its line."""
        return comment_after(self._source, self._tokens, self._next - 1)

    def comment_place(self) -> int:
        """Return where the comment of what comes next begins, or else where that itself does."""
        return self.token.comments[-1][0] if self.comment_here() else self.token.start

    def error(self, found: str, expected: str) -> InputError:
        """Return an error at the next token, to be raised."""
        return self._text.error(self.token.start, f"found {found}; expected {expected}")

    def deeper(self) -> None:
        """Go into something. Raises InputError where that lies too deep."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise self.error("more than 60 definitions inside one another", "fewer")

    def back(self) -> None:
        """Come out of something."""
        self._depth -= 1

    def pass_over(self) -> None:
        """Go behind the next `;`, and over everything in brackets on the way."""
        closing: list[str] = []
        while closing or not self.at(";"):
            token = self.take()
            if token.kind == "sign" and token.text in _CLOSING:
                closing.append(_CLOSING[token.text])
            elif closing and token.text == closing[-1] and token.kind == "sign":
                closing.pop()
        self.take()

    def option(self, options: Options) -> None:
        """Read `name = value` into options."""
        path = [self._option_part()]
        while self.skip("."):
            path.append(self._option_part())
        self.expect("=", "after the name of an option")
        value = self.value()
        for part in path[:-1]:
            inner = options.setdefault(part, {})
            if not isinstance(inner, dict):
                return  # set as a whole before, which protoc refuses
            options = inner
        _put(options, path[-1], value)

    def _option_part(self) -> str:
        if not self.skip("("):
            return self.name("the name of an option").text
        name = self.dotted("the name of an option").lstrip(".")
        self.expect(")", "after the name of an option")
        return f"({name})"

    def bracketed_options(self) -> Options:
        """Read options in brackets, where there are any."""
        options: Options = {}
        if not self.skip("["):
            return options
        while not self.skip("]"):
            self.option(options)
            if not self.at("]"):
                self.expect(",", "or `]` after an option")
        return options

    def value(self) -> Value:
        """Read a value: a text, a number, a word, or a message in braces."""
        if self.token.kind == "text":
            return self.literal("a text")
        if self.at("{", "<"):
            return self._message(_CLOSING[self.take().text])
        if self.at("["):
            return self._list()
        sign = self.take().text if self.at("-", "+") else ""
        token = self.take()
        if token.kind == "number":
            return _number(sign + token.text)
        if token.kind != "name":
            self._next -= 1
            raise self.error(token.shown, "a value")
        word = token.text
        while self.skip("."):
            word += "." + self.name("a word").text
        return {"true": True, "false": False}.get(word, sign + word) if not sign else sign + word

    def _list(self) -> list[Value]:
        self.take()
        self.deeper()
        found: list[Value] = []
        while not self.skip("]"):
            found.append(self.value())
            if not self.at("]"):
                self.expect(",", "or `]` after an item")
        self.back()
        return found

    def _message(self, closing: str) -> Options:
        self.deeper()
        found: Options = {}
        while not self.skip(closing):
            name = self._message_field()
            if not self.skip(":") and not self.at("{", "<"):
                raise self.error(self.token.shown, f"`:` after {name}")
            _put(found, name, self.value())
            self.skip(",", ";")
        self.back()
        return found

    def _message_field(self) -> str:
        if not self.skip("["):
            return self.name("the name of a field").text
        name = self.dotted("a type in brackets")
        if self.skip("/"):
            name += "/" + self.dotted("a type in brackets")
        self.expect("]", "after a type")
        return f"[{name}]"


def _put(options: Options, name: str, value: Value) -> None:
    if name not in options:
        options[name] = value
        return
    known = options[name]
    if isinstance(known, list):
        known.append(value)
    else:
        options[name] = [known, value]


def _number(text: str) -> Value:
    plain = text.rstrip("fF") if not text.lower().lstrip("+-").startswith("0x") else text
    try:
        return (
            int(plain, 0)
            if not plain.lstrip("+-").startswith("0") or len(plain) < 3
            else int(plain, 16 if "x" in plain.lower() else 8)
        )
    except ValueError:
        try:
            return float(plain)
        except ValueError:
            return text
