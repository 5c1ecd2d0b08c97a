"""Takes pictures of a report's page in Chromium: its first screen, its plan and its map."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

_SCREEN = {"width": 1200, "height": 860}
_PARTS = {"report-plan.png": "#part-recommendations", "report-map.png": "#part-map"}
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def main(page: Path, folder: Path) -> int:
    """Write the pictures into a folder; return 2 where there is no browser."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        print("Chromium is missing. Run: sudo apt-get install chromium", file=sys.stderr)
        return 2
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        view = browser.new_page(viewport=_SCREEN, device_scale_factor=1.5)
        view.goto(page.absolute().as_uri())
        view.screenshot(path=folder / "report.png")
        for name, part in _PARTS.items():
            view.evaluate("part => document.querySelector(part).scrollIntoView()", part)
            view.wait_for_timeout(300)  # what was out of sight is laid out only now
            box = view.locator(part).bounding_box()
            assert box is not None  # noqa: S101 - every report has these parts
            top = max(box["y"], 0)
            height = min(box["y"] + box["height"], _SCREEN["height"]) - top
            clip = {"x": max(box["x"] - 24, 0), "y": top, "width": box["width"] + 48, "height": height}
            view.screenshot(path=folder / name, clip=clip)
        browser.close()
    print(*(folder / name for name in ("report.png", *_PARTS)), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
