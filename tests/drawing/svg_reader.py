"""Reads a drawing back: its boxes by their outlines, its texts with their places."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass

from auditor.drawing.places import Rect
from auditor.drawing.text import text_width


@dataclass(frozen=True, kw_only=True)
class Label:
    """One text, with the room that the estimate gives it."""

    text: str
    size: float
    rect: Rect


def parsed(svg: str) -> ET.Element:
    """Return the drawing as XML, which it has to be."""
    return ET.fromstring(svg)  # noqa: S314 - drawn by the code under test


def labels(svg: str) -> list[Label]:
    """Return every text of a drawing."""
    root = parsed(svg)
    found = []
    for element in root.iter("text"):
        size = float(element.get("font-size") or root.get("font-size"))
        text = element.text or ""
        width = text_width(text, size)
        x = float(element.get("x")) - (width / 2 if element.get("text-anchor") == "middle" else 0)
        rect = Rect(x=x, y=float(element.get("y")) - size * 0.8, width=width, height=size)
        found.append(Label(text=text, size=size, rect=rect))
    return found


def scale(svg: str) -> float:
    """Return units of length for one unit of the drawing."""
    root = parsed(svg)
    width = float(re.match(r"[\d.]+", root.get("width")).group())
    return width / float(root.get("viewBox").split()[2])
