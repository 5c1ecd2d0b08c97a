"""The input files that a plan changes: read once, and changed only where the result holds just what was wanted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from posixpath import basename

from auditor.documents import Document, Value
from auditor.errors import InputError
from auditor.report.masking import mask
from auditor.report.plan.edits import Edit, Editor, applied
from auditor.report.plan.patches import Hunk, hunks, unified
from auditor.report.plan.spans import NoSpansError, Span, found_at, json_spans, yaml_spans
from auditor.report.plan.wanted import NotPossibleError, Wanted, fulfilled

_MOST_BYTES = 500_000
"""Of one file; a change to a larger one is shown as an example."""
_AFFORDED_BYTES = 6_000_000
"""Of all texts that are read again in one audit, to see that a change does what it should."""
_SHOWN_LINES = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A change to a file, seen to do what was wanted and nothing else."""

    hunks: tuple[Hunk, ...]
    patch: str
    """Empty where the path or a secret keeps it from being written down."""


class File:
    """One file that can be changed."""

    def __init__(self, document: Document, text: str, root: Span, value: Value, *, json: bool) -> None:
        self.document = document
        self.text = text
        self.root = root
        self.value = value
        self.json = json

    @property
    def language(self) -> str:
        """What an editor calls the file's format."""
        return "json" if self.json else "yaml"

    def edits(self, wanted: Wanted) -> list[Edit]:
        """Return the edits for what is wanted. Raises NotPossibleError."""
        return Editor(text=self.text, root=self.root, json=self.json).edits(wanted)


class Files:
    """The files of one audit, within a budget."""

    def __init__(self) -> None:
        self._files: dict[str, File | None] = {}
        self._left = _AFFORDED_BYTES

    def of(self, document: Document) -> File | None:
        """Return the file that a document was read from; None where it is too large or no plain YAML or JSON."""
        if document.path not in self._files:
            self._files[document.path] = self._read(document)
        return self._files[document.path]

    def make(self, file: File, wanted: Wanted) -> Made:
        """Return the change that is wanted. Raises NotPossibleError, also where it would change anything else."""
        edits = file.edits(wanted)
        if not edits:
            raise NotPossibleError("nothing to change")
        if not self._affords(len(file.text)):
            raise NotPossibleError("too much to read again")
        after = applied(file.text, edits)
        if _value(after, as_json=file.json) != fulfilled(file.value, wanted):
            raise NotPossibleError("the file would not hold what it should")
        patch = unified(file.document.path, file.text, edits)
        return Made(hunks=_masked(hunks(file.text, edits)), patch=patch if _shows_no_secret(patch) else "")

    def _read(self, document: Document) -> File | None:
        if document.size > _MOST_BYTES or not self._affords(document.size):
            return None
        try:
            text, trees = document.text, document.trees
        except InputError:
            return None
        # A byte order mark or another encoding would be lost on the way.
        if len(trees) != 1 or text.encode() != document.data:
            return None
        as_json = _looks_like_json(document.path, text)
        try:
            root = json_spans(text) if as_json else yaml_spans(text)
        except NoSpansError:
            return None
        return File(document, text, root, trees[0].value, json=as_json)

    def _affords(self, count: int) -> bool:
        self._left -= count
        return self._left >= 0


def _looks_like_json(path: str, text: str) -> bool:
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return basename(path).endswith(".json")
    return True


def _value(text: str, *, as_json: bool) -> Value:
    trees = Document("after.json" if as_json else "after.yaml", text.encode())
    try:
        return trees.tree.value
    except InputError as error:
        raise NotPossibleError(str(error)) from None


def _shows_no_secret(patch: str) -> bool:
    return all(mask(line) == line for line in patch.splitlines())


def _masked(found: Sequence[Hunk]) -> tuple[Hunk, ...]:
    return tuple(
        Hunk(
            line=hunk.line,
            before=tuple(map(mask, hunk.before[:_SHOWN_LINES])),
            after=tuple(map(mask, hunk.after[:_SHOWN_LINES])),
        )
        for hunk in found
    )


__all__ = ["File", "Files", "Made", "found_at"]
