"""Mends the tags of a PDF where the typesetter leaves them short of PDF/UA-1, just before the file is written."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_PRINT = 4
"""The flag of an annotation that is printed as it is shown (ISO 32000-1, table 165)."""
_FIRST_IN_PAIR = 2
_COMPRESSION = 6
"""The highest takes twice as long, for files a hundredth smaller."""

Element = Any
"""A structure element: a dictionary of pydyf, which has no types."""


def mend(_: object, pdf: Any) -> None:  # noqa: ANN401 - pydyf has no types
    """Mend the structure tree and the annotations of a tagged document, and press its streams.

    The typesetter calls it with its document and the PDF (see WeasyPrint's `finisher`). After it: header cells have a
    scope (ISO 14289-1, 7.5); lists hold list items only (7.6); link annotations hang in a Link element (7.18.5) and are
    printed (7.18.1); running footers and pictures that say nothing are artifacts and not content (7.1, 7.8).
    """
    tree = _Tree(pdf)
    if tree.root is not None:
        for element in tree.reachable():
            tree.mend(element)
        tree.make_artifacts()
    for item in pdf.objects:
        if _type(item) == "/Annot" or (_is_dictionary(item) and item.get("Subtype") == "/Link"):
            item["F"] = _PRINT
    _press(pdf)


@dataclass(slots=True)
class _Tree:
    """The structure tree of one PDF."""

    pdf: Any
    root: Element | None = None
    _dropped: set[int] = field(default_factory=set)
    """Numbers of elements whose content is decoration."""

    def __post_init__(self) -> None:
        reference = self.pdf.catalog.get("StructTreeRoot")
        self.root = self._at(reference) if reference is not None else None

    def _at(self, reference: bytes) -> Element:
        return self.pdf.objects[_number(reference)]

    def _children(self, element: Element) -> Iterator[Element]:
        for kid in element.get("K", ()):
            if isinstance(kid, bytes):
                child = self._at(kid)
                if _type(child) == "/StructElem":
                    yield child

    def reachable(self) -> list[Element]:
        """Return the elements of the tree, each before what is in it."""
        found: list[Element] = list(self._children(self.root))
        for element in found:  # it grows as it is gone through
            found.extend(self._children(element))
        return found

    def mend(self, element: Element) -> None:
        """Mend one element, whose ancestors are mended already."""
        kind = element["S"]
        if kind == "/L":
            self._mend_list(element)
        elif kind == "/TH":
            in_head = self._at(self._at(element["P"])["P"])["S"] == "/THead"
            element["A"]["Scope"] = "/Column" if in_head else "/Row"
        elif kind == "/Figure" and "Alt" not in element:
            self._drop(element)
        elif kind == "/Link":
            self._mend_link(element)

    def _mend_list(self, element: Element) -> None:
        """Take groups out of a list, and what stands between its items: HTML allows nothing but white space there."""
        kids = []
        for child in list(self._children(element)):
            if child["S"] == "/Div":
                for item in self._children(child):
                    item["P"] = element.reference
                    kids.append(item.reference)
            elif child["S"] == "/Span":
                self._dropped.add(child.number)
            else:
                kids.append(child.reference)
        element["K"][:] = kids

    def _mend_link(self, element: Element) -> None:
        """Hang the annotations of a link's parts into the link itself."""
        owners = self._owners()
        for child in self._children(element):
            for kid in self._annotations(child):
                child["K"].remove(kid)
                element["K"].append(kid)
                owners[owners.index(child.reference)] = element.reference

    def _owners(self) -> list[Any]:
        assert self.root is not None  # noqa: S101 - there is no element without it
        numbers: list[Any] = self._at(self.root["ParentTree"])["Nums"]
        return numbers

    def _annotations(self, element: Element) -> list[bytes]:
        return [kid for kid in element.get("K", ()) if isinstance(kid, bytes) and _type(self._at(kid)) == "/OBJR"]

    def _drop(self, element: Element) -> None:
        parent = self._at(element["P"])
        parent["K"][:] = [kid for kid in parent["K"] if kid != element.reference]
        self._dropped.add(element.number)

    def make_artifacts(self) -> None:
        """Mark as artifacts what the tree does not hold: margins, and what was dropped."""
        kept = {element.number for element in self.reachable()}
        numbers = self._owners()
        by_page = dict(zip(numbers[::_FIRST_IN_PAIR], numbers[1::_FIRST_IN_PAIR], strict=True))
        for index, reference in enumerate(self.pdf.page_references):
            owners = by_page.get(index, [])
            loose = {mcid for mcid, owner in enumerate(owners) if _number(owner) not in kept}
            if not loose:
                continue
            contents = self._at(self._at(reference)["Contents"])
            _mark_as_artifacts(contents.stream, loose)
            for mcid in loose:
                owners[mcid] = b"null"


def _mark_as_artifacts(operations: list[Any], mcids: set[int]) -> None:
    for place, operation in enumerate(operations):
        properties = operations[place - 1] if operation == b"BDC" else None
        if isinstance(properties, Mapping) and properties.get("MCID") in mcids:
            operations[place - 2 : place + 1] = ["/Artifact", b"", b"BMC"]


def _press(pdf: Any) -> None:  # noqa: ANN401
    """Compress each stream once; the writer would do it twice, once for the file's identifier."""
    for item in pdf.objects:
        if getattr(item, "compress", False) and hasattr(item, "stream"):
            item.compress = False
            content = item.data
            start, end = content.index(b"stream\n") + len(b"stream\n"), content.rindex(b"\nendstream")
            item.extra["Filter"] = "/FlateDecode"
            item.stream = [zlib.compress(content[start:end], _COMPRESSION)]


def _is_dictionary(item: object) -> bool:
    return isinstance(item, Mapping) or (hasattr(item, "get") and hasattr(item, "items"))


def _type(item: object) -> object:
    return item.get("Type") if _is_dictionary(item) else None  # type: ignore[attr-defined]


def _number(reference: bytes) -> int:
    return int(reference.split()[0]) if reference != b"null" else 0
