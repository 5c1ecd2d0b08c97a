"""Splits a Protocol Buffers text into words, numbers, texts and signs, and keeps the comments beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.documents.wording import quoted
from auditor.readers.interfaces.typed.text import TypedText

_TOKEN = re.compile(
    r"""(?P<blank>\s++)
    |(?P<comment>//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/)
    |(?P<name>[A-Za-z_]\w*+)
    |(?P<number>(?:0[xX][0-9a-fA-F]++|\d++(?:\.\d*+)?(?:[eE][+-]?\d++)?|\.\d++(?:[eE][+-]?\d++)?)[fF]?)
    |(?P<text>"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+')
    |(?P<sign>[{}\[\]()<>;,.=:+-]|/(?!\*))""",
    re.VERBOSE | re.DOTALL,
)
_MOST = 1_000_000
"""Tokens of one file."""
_STARS = re.compile(r"^[ \t]*\*?[ \t]?", re.MULTILINE)
_ENDS = re.compile(r"^[-=*#~]{3,} *| *[-=*#~]{3,}$")
_RULER = re.compile(r"[-=*#~_/ \t]*")
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign."""

    kind: str
    """`name`, `number`, `text`, `sign` or, at the end of the file, `end`."""
    text: str
    start: int
    end: int
    comments: tuple[tuple[int, int], ...]
    """Where the comments between the token before and this one begin and end."""

    @property
    def shown(self) -> str:
        """How a message calls it."""
        return "the end of the file" if self.kind == "end" else quoted(self.text)


def split(text: TypedText) -> list[Token]:
    """Return the tokens of a text, the last one its end. Raises InputError where something is none."""
    found: list[Token] = []
    comments: list[tuple[int, int]] = []
    source, offset = text.document.text, 0
    while offset < len(source):
        match = _TOKEN.match(source, offset)
        if match is None:
            raise text.error(offset, f"{_unknown(source, offset)}; expected a definition in Protocol Buffers")
        kind, start, offset = str(match.lastgroup), offset, match.end()
        if kind == "comment":
            comments.append((start, offset))
        elif kind != "blank":
            found.append(Token(kind, match[0], start, offset, tuple(comments)))
            comments.clear()
            if len(found) > _MOST:
                raise text.error(start, f"more than {_MOST:,} words and signs; expected a smaller file")
    found.append(Token("end", "", offset, offset, tuple(comments)))
    return found


def _unknown(source: str, offset: int) -> str:
    if source.startswith("/*", offset):
        return "a comment that does not end"
    if source[offset] in "\"'":
        return "a text that does not end on its line"
    return f"{quoted(source[offset])} has no meaning here"


def unquoted(literal: str) -> str:
    """Return what a text in quotes stands for."""
    return _ESCAPE.sub(_unescaped, literal[1:-1])


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] == "x" and len(code) > 1:
        return chr(int(code[1:], 16))
    return chr(int(code, 8)) if code[0] in "01234567" else _ESCAPED.get(code, code)


def comment_before(source: str, tokens: list[Token], index: int) -> str:
    """Return the comment that belongs to what begins at a token: it ends on the line before, and no blank line follows.

    The rule of Protocol Buffers' own compiler (descriptor.proto, SourceCodeInfo): a comment on the line of what came
    before belongs to that.
    """
    token = tokens[index]
    before = tokens[index - 1].end if index else -1
    belonging: list[str] = []
    until = token.start
    for start, end in reversed(token.comments):
        beside_other = before >= 0 and source.find("\n", before, start) < 0
        if source.count("\n", end, until) > 1 or beside_other:
            break
        belonging.append(source[start:end])
        until = start
    return _cleaned(reversed(belonging))


def comment_after(source: str, tokens: list[Token], index: int) -> str:
    """Return the comment that stands behind a token on its line."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None or not following.comments:
        return ""
    start, end = following.comments[0]
    return "" if source.find("\n", tokens[index].end, start) >= 0 else _cleaned([source[start:end]])


def _cleaned(comments: object) -> str:
    lines: list[str] = []
    for comment in comments:  # type: ignore[attr-defined]
        if comment.startswith("//"):
            lines.append(comment.lstrip("/").strip())
        else:
            lines += (_STARS.sub("", line).strip() for line in comment[2:-2].splitlines())
    return "\n".join(_ENDS.sub("", line) for line in lines if not line or not _RULER.fullmatch(line)).strip()
