"""Changes to a text that leave every other character where it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.report.plan.spans import Shape, Span
from auditor.report.plan.wanted import Append, NotPossibleError, Put, Wanted, plain
from auditor.report.plan.writing import Plain, json_flow, yaml_flow, yaml_items, yaml_member, yaml_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Characters that take the place of others."""

    start: int
    end: int
    """Equal to `start` where nothing goes."""
    text: str


def applied(text: str, edits: Sequence[Edit]) -> str:
    """Return the text with the edits made, each at its place in the text as it was. Raises NotPossibleError."""
    pieces: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: edit.start):  # of two at one place the first that was asked for is first
        if edit.start < done:
            raise NotPossibleError("two changes of one place")
        pieces += [text[done : edit.start], edit.text]
        done = edit.end
    return "".join((*pieces, text[done:]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """Finds the edits of one text."""

    text: str
    root: Span
    json: bool

    def edits(self, wanted: Wanted) -> list[Edit]:
        """Return the edits that make a text hold what is wanted. Raises NotPossibleError."""
        if isinstance(wanted, Put | Append):
            raise NotPossibleError("the whole document")
        return list(self._inside(self.root, wanted))

    @property
    def _line_break(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def _inside(self, span: Span, wanted: Wanted) -> Iterator[Edit]:
        if isinstance(wanted, Put | Append) or span.shape not in (Shape.MAPPING, Shape.LIST):
            raise NotPossibleError("a value where a mapping is needed")
        new: dict[str, Plain] = {}
        for step, inner in wanted.items():
            child = self._child(span, step)
            if child is None:
                new[str(step)] = plain(inner)
            elif isinstance(inner, Put):
                yield from self._replaced(span, str(step), child, inner.value)
            elif isinstance(inner, Append):
                yield self._appended(child, inner.items)
            elif self._holds_nothing(child):
                yield from self._replaced(span, str(step), child, plain(inner))
            else:
                yield from self._inside(child, inner)
        if new:
            yield self._added(span, new)

    def _child(self, span: Span, step: str | int) -> Span | None:
        if isinstance(step, str):
            if span.shape is not Shape.MAPPING:
                raise NotPossibleError("a list where a mapping is needed")
            return span.members.get(step)
        if span.shape is not Shape.LIST or step >= len(span.items):
            raise NotPossibleError("no such item")
        return span.items[step]

    def _holds_nothing(self, span: Span) -> bool:
        if span.shape is Shape.SCALAR:
            return self.text[span.start : span.end] in ("", "null", "~")
        return span.shape is Shape.MAPPING and not span.members

    def _added(self, span: Span, new: dict[str, Plain]) -> Edit:
        if span.shape is not Shape.MAPPING:
            raise NotPossibleError("a list where a mapping is needed")
        if span.flow:
            return self._added_in_brackets(span, [self._pair(key, value) for key, value in new.items()])
        indent = self._column(min(span.keys.values()))
        lines = [line for key, value in new.items() for line in yaml_member(key, value, indent)]
        return self._lines_after(span, lines)

    def _pair(self, key: str, value: Plain) -> str:
        return f"{json_flow(key)}: {json_flow(value)}" if self.json else f"{yaml_text(key)}: {yaml_flow(value)}"

    def _appended(self, span: Span, items: Sequence[Plain]) -> Edit:
        if span.shape is not Shape.LIST:
            raise NotPossibleError("no list to add to")
        if span.flow:
            return self._added_in_brackets(span, [json_flow(i) if self.json else yaml_flow(i) for i in items])
        first = span.items[0].start
        dash = self.text.rfind("-", self._line_start(first), first)
        if dash < 0:
            raise NotPossibleError("a list in a form that is not known")
        return self._lines_after(span, yaml_items(items, self._column(dash)))

    def _added_in_brackets(self, span: Span, pieces: Sequence[str]) -> Edit:
        """Return the edit behind the last entry, on lines of their own where the others have theirs."""
        last = span.last
        if last is None:
            return Edit(start=span.start + 1, end=span.start + 1, text=", ".join(pieces))
        first = min(span.keys.values()) if span.keys else span.items[0].start
        opening = self.text[span.start : first]
        separator = ", "
        if "\n" in opening and self.json:
            separator = f",{self._line_break}{self.text[self._line_start(first) : first]}"
        return Edit(start=last.end, end=last.end, text="".join(separator + piece for piece in pieces))

    def _lines_after(self, span: Span, lines: Sequence[str]) -> Edit:
        """Return the edit that puts lines below a block."""
        inner = span
        while inner.last is not None and not inner.flow:
            inner = inner.last
        joined = self._line_break.join(lines)
        if inner.block_text:
            if inner.end > self._line_start(inner.end):  # the text ends without a line break
                return Edit(start=inner.end, end=inner.end, text=self._line_break + joined)
            return Edit(start=inner.end, end=inner.end, text=joined + self._line_break)
        at = self._line_end(inner.end)
        return Edit(start=at, end=at, text=self._line_break + joined)

    def _replaced(self, parent: Span, key: str, child: Span, value: Plain) -> Iterator[Edit]:
        block = (
            key in parent.keys
            and not self.json
            and not parent.flow
            and bool(value)
            and isinstance(value, dict | list | tuple)
        )
        if child.start == child.end and key in parent.keys:  # `key:` and nothing behind it
            colon = self.text.index(":", parent.keys[key] + len(key)) + 1
            child = Span(shape=child.shape, start=colon, end=colon, flow=True)
            if not block:
                yield Edit(start=colon, end=colon, text=" " + yaml_flow(value))
                return
        if block:
            blanks = len(self.text[: child.start]) - len(self.text[: child.start].rstrip())
            yield Edit(start=child.start - blanks, end=child.end, text="")
            lines = self._block(value, self._column(parent.keys[key]) + 2)
            at = self._line_end(child.end)
            yield Edit(start=at, end=at, text=self._line_break + self._line_break.join(lines))
        else:
            written = json_flow(value) if self.json else yaml_flow(value)
            yield Edit(start=child.start, end=child.end, text=written)

    def _block(self, value: Plain, indent: int) -> list[str]:
        if isinstance(value, Mapping):
            return [line for inner, item in value.items() for line in yaml_member(inner, item, indent)]
        return yaml_items([*value] if isinstance(value, Sequence) else [], indent)

    def _line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def _line_end(self, offset: int) -> int:
        end = self.text.find("\n", offset)
        end = len(self.text) if end < 0 else end
        return end - 1 if self.text[end - 1 : end] == "\r" and end > offset else end

    def _column(self, offset: int) -> int:
        return offset - self._line_start(offset)
