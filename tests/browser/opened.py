"""A page that is open in Chromium, with what it said and what it asked for."""

from __future__ import annotations

import os
import shutil
from importlib.resources import files
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
_OF_COLOURS = ["color-contrast", "link-in-text-block"]

# One element for each look: what differs neither in colour, ground nor size has the same contrast; the rule is slow.
_ONE_OF_EACH_LOOK = """() => {
  const seen = new Set();
  for (const element of document.querySelectorAll("body *")) {
    if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
    if (element.closest("svg, [hidden], .visually-hidden") || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    let at = element;
    while (at.parentElement && getComputedStyle(at).backgroundColor === "rgba(0, 0, 0, 0)") at = at.parentElement;
    const ground = getComputedStyle(at).backgroundColor;
    const look = [element.tagName === "A", style.color, ground, style.fontSize, style.fontWeight].join();
    if (!seen.has(look)) { seen.add(look); element.setAttribute("data-look", ""); }
  }
  return seen.size;
}"""
_RUN = """async ([context, options]) => {
  const found = await axe.run(context, {resultTypes: ["violations"], iframes: false, ...options});
  return found.violations.map(one => `${one.id}: ${one.nodes.length}, such as ${one.nodes[0].html.slice(0, 200)}`);
}"""


def chromium() -> str:
    """Return the path of a Chromium, or nothing."""
    named = os.environ.get("CHROMIUM", "")
    return named or next((place for place in map(shutil.which, NAMES) if place), "")


class Opened:
    """One page in a context of its own."""

    def __init__(self, browser: Any, path: Path, anchor: str, options: dict[str, Any]) -> None:
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.address = path.as_uri()
        self._context = browser.new_context(**{"viewport": WIDE, **options})
        self.page = self._context.new_page()
        self.page.on("console", lambda said: self.errors.append(said.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url.split("#")[0]))
        self.page.goto(self.address + anchor)

    def ask(self, script: str) -> Any:
        """Return what a script finds in the page."""
        return self.page.evaluate(script)

    def violations(self) -> list[str]:
        """Return what axe-core finds: every rule over the whole page, those about colours over every look of a text."""
        self._load_axe()
        off = {rule: {"enabled": False} for rule in _OF_COLOURS}
        found: list[str] = self.page.evaluate(_RUN, ["html", {"rules": off}])
        return found + self.contrast()

    def contrast(self) -> list[str]:
        """Return the looks of text that cannot be read well."""
        self._load_axe()
        assert self.ask(_ONE_OF_EACH_LOOK) > 10
        found: list[str] = self.page.evaluate(_RUN, ["[data-look]", {"runOnly": _OF_COLOURS}])
        return found

    def close(self) -> None:
        """Close the page and forget all that it kept."""
        self._context.close()

    def _load_axe(self) -> None:
        if not self.ask("'axe' in window"):
            self.ask((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
