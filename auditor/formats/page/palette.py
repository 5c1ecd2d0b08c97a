"""The colours of the page, for light and dark; colour carries an outcome and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

LIGHT: Mapping[str, str] = {
    "paper": "#ffffff",
    "panel": "#f5f6f7",
    "ink": "#16191d",
    "muted": "#555c65",
    "rule": "#d3d7dc",
    "mark": "#7a828c",
    "fail": "#b53d00",
    "pass": "#00694a",
    "unknown": "#855600",
    "none": "#555c65",
    "waived": "#6f3a9c",
}
"""Vermilion, bluish green, amber, grey and violet of Okabe and Ito, darkened until they can be read as text."""

DARK: Mapping[str, str] = {
    "paper": "#14171a",
    "panel": "#1d2125",
    "ink": "#e7e9ec",
    "muted": "#a9b0b8",
    "rule": "#363c43",
    "mark": "#8b939c",
    "fail": "#ff8f57",
    "pass": "#45cda1",
    "unknown": "#efb43c",
    "none": "#a9b0b8",
    "waived": "#cda6f4",
}
"""The same outcomes, lightened for near-black."""

TEXT = ("ink", "muted", "fail", "pass", "unknown", "none", "waived")
"""What stands as text on `paper` and on `panel`."""

MARKS = (*TEXT, "mark")
"""What is drawn on `paper`."""

EVIDENCE = {
    "observed": "#2b3036",
    "recorded": "#4f5760",
    "documented": "#7a828c",
    "declared": "#a7aeb6",
    "inferred": "#ccd1d6",
    "assumed": "#e6e9ec",
}
"""Greys of the bar that shows how much is known, best evidence darkest; each part also has an outline and a label."""

EVIDENCE_ON_DARK = {
    "observed": "#dfe3e7",
    "recorded": "#b4bbc3",
    "documented": "#8b939c",
    "declared": "#666e77",
    "inferred": "#474e56",
    "assumed": "#2c3238",
}
"""The same on near-black, best evidence lightest."""


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours as WCAG 2.2 defines it, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
