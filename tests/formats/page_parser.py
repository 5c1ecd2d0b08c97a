"""Reads a page as a browser would, and keeps what the tests ask about."""

from __future__ import annotations

from html.parser import HTMLParser

_VOID = {"meta", "br", "col", "hr", "img", "input", "link", "rect", "circle", "line", "path"}
_LOADING = ("src", "srcset", "data", "action", "poster", "background", "xlink:href")


class Page(HTMLParser):
    """One parsed page; unbalanced tags raise."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.tables: list[dict[str, bool]] = []
        self.text: list[str] = []
        self._kept = {"id": self.ids, "href": self.links} | dict.fromkeys(_LOADING, self.loaded)
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == [], self._open

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag in ("td", "th", "li", "p", "br", "h2", "dd", "svg"):
            self.text.append(" ")
        if tag not in _VOID:
            self._open.append(tag)
        for name, value in attrs:
            self.attributes.append((tag, name, value or ""))
            keep = self._kept.get(name)
            if keep is not None:
                keep.append(value)
        self._structure(tag, dict(attrs))

    def _structure(self, tag, attributes):
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append((int(tag[1]), ""))
        if tag == "table":
            self.tables.append({"caption": False, "scope": True})
        elif tag == "caption":
            self.tables[-1]["caption"] = True
        elif tag == "th" and "scope" not in attributes:
            self.tables[-1]["scope"] = False

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag):
        if tag not in _VOID:
            assert self._open, f"</{tag}> closes nothing"
            assert self._open.pop() == tag, f"</{tag}> at {self.getpos()}"

    def handle_data(self, data):
        if not {"style", "script"} & set(self._open):
            self.text.append(data)
        if self._open and self._open[-1][0] == "h" and self._open[-1][1:].isdigit():
            level, title = self.headings[-1]
            self.headings[-1] = level, title + data

    @property
    def shown(self) -> str:
        """Return the text without the markup, on one line."""
        return " ".join("".join(self.text).split())
