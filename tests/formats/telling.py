"""What each format tells of a finding, read back from its bytes by other means than those that wrote it."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import openpyxl

from auditor.formats.json import report_bytes
from auditor.formats.page.findings import finding_anchor
from auditor.formats.page.limits import PRINT
from auditor.formats.page.render import render
from auditor.formats.page.words import WAIVED, brief, mark_of
from auditor.formats.visible import visible
from auditor.report.schema import Finding, FindingSubject, Report

from .page_parser import _VOID

LEFT_OUT = re.compile(r"[Aa]nd [\d,]+ more( causes?\b| reasons?\b|, said of other subjects|, all in report)")
"""How a page says that it leaves out what is said of some subjects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Something of a report that a format does not tell."""

    control: str
    outcome: str
    what: str

    def __str__(self) -> str:
        return f"{self.control} ({self.outcome}): {self.what}"[:300]


def flat(text: str) -> str:
    """Return letters and digits only, so that marks, line breaks and hyphens of a layout make no difference."""
    return "".join(filter(str.isalnum, visible(text))).casefold()


def pairs(report: Report) -> Iterator[tuple[Finding, FindingSubject]]:
    """Yield each finding with each of its subjects."""
    for finding in report.findings:
        for subject in finding.subjects:
            yield finding, subject


def message_of(finding: Finding, subject: FindingSubject) -> str:
    """Return what the report says of one subject."""
    return subject.message or finding.message


def miss(finding: Finding, what: str) -> Missing:
    return Missing(control=finding.control, outcome=finding.outcome.value, what=what)


def in_workbook(content: bytes, report: Report) -> Iterator[Missing]:
    """Look for a row with exactly these words."""
    rows = openpyxl.load_workbook(io.BytesIO(content), read_only=True)["Findings"].iter_rows(values_only=True)
    head = next(rows)
    wanted = ("Control", "Outcome", "Subject", "Message", "Item", "Fingerprint")
    at = [head.index(title) for title in wanted]
    told = {tuple(flat(str(row[position] or "")) for position in at) for row in rows}
    for finding, subject in pairs(report):
        said = (finding.control, finding.outcome.value, subject.id, message_of(finding, subject), subject.item)
        if tuple(map(flat, (*said, subject.fingerprint))) not in told:
            yield miss(finding, f"no row for {subject.id}")


def in_log(content: bytes, report: Report) -> Iterator[Missing]:
    """Look for a result of the rule that has the outcome, the fingerprint, the subject and the message."""
    run = json.loads(content)["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    results = run["results"]
    if len(results) != sum(1 for _ in pairs(report)):
        yield Missing(control="", outcome="", what=f"{len(results)} results")
    for result, (finding, subject) in zip(results, pairs(report), strict=False):
        about = flat(json.dumps([result.get("locations"), result.get("relatedLocations")], ensure_ascii=False))
        told = {
            "rule": flat(result["ruleId"]) == flat(finding.control) and result["ruleId"] in rules,
            "outcome": result["properties"]["outcome"] == finding.outcome.value,
            "fingerprint": flat(subject.fingerprint) in map(flat, result.get("partialFingerprints", {"": ""}).values()),
            "subject": flat(subject.id) in about,
            "message": flat(message_of(finding, subject)) in flat(result["message"]["text"]),
        }
        yield from (miss(finding, f"{what} of {subject.id}") for what, found in told.items() if not found)


def in_json(content: bytes, report: Report) -> Iterator[Missing]:
    """Look for the values themselves."""
    told = {
        (finding["control"], finding["outcome"], subject["id"], subject.get("message") or finding["message"])
        for finding in json.loads(content)["findings"]
        for subject in finding["subjects"]
    }
    for finding, subject in pairs(report):
        if (finding.control, finding.outcome.value, subject.id, message_of(finding, subject)) not in told:
            yield miss(finding, subject.id)


class _Blocks(HTMLParser):
    """The text of each element whose id starts with `finding-`."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("id") or ""
        if tag not in _VOID:
            self._open.append(name if name.startswith("finding-") else "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for name in filter(None, self._open):
            self.blocks.setdefault(name, []).append(data)


def in_page(content: bytes, report: Report, *, cuts: bool = True) -> Iterator[Missing]:
    """Look in the element of the control and the outcome, folded or not.

    With `cuts`, a message may be left out where the element says how many are; the name and the fingerprint never.
    """
    blocks = {name: "".join(pieces) for name, pieces in _Blocks(content.decode()).blocks.items()}
    flattened = {name: flat(text) for name, text in blocks.items()}
    for finding, subject in pairs(report):
        where = finding_anchor(finding.control, finding.outcome)
        if where not in blocks:
            yield miss(finding, "no element")
            continue
        if flat(subject.fingerprint) not in flattened[where]:
            yield miss(finding, f"no fingerprint of {subject.id}")
        if not any(mark.sign in blocks[where] for mark in (mark_of(finding.outcome), WAIVED)):
            yield miss(finding, "no sign of the outcome")
        missing = told_in(flattened[where], finding, subject)
        yield from () if cuts and LEFT_OUT.search(blocks[where]) and named(flattened[where], subject) else missing
    whole = flat(html.unescape(re.sub("<[^>]*>", "", content.decode())))
    for control in {finding.control: finding for finding in report.findings}.values():
        if flat(control.control) not in whole:
            yield miss(control, "no id of the control")


def in_folds(content: bytes, report: Report) -> Iterator[Missing]:
    """Look in the fold of the control and the outcome, and there in the row of the fingerprint."""
    text = content.decode()
    folds: dict[str, list[str]] = {}
    for piece in re.split("(?=<details>)", text):
        if control := re.search(r"^Control `+ ?(.+?) ?`+\.", piece, re.MULTILINE):
            folds.setdefault(flat(control[1]), []).append(piece)
    read = {
        name: [(flat(unmarked(piece)), [flat(unmarked(line)) for line in piece.splitlines()]) for piece in pieces]
        for name, pieces in folds.items()
    }
    for finding, subject in pairs(report):
        word = flat(mark_of(finding.outcome).word)
        found = [
            (body, rows)
            for body, rows in read.get(flat(finding.control), [])
            if (word in body or "waived" in body) and any(flat(subject.fingerprint) in row for row in rows)
        ]
        if not found:
            yield miss(finding, f"no fold has the fingerprint of {subject.id}")
        elif not any(named(row, subject) for _, rows in found for row in rows if flat(subject.fingerprint) in row):
            yield miss(finding, f"no row of {subject.id}")
        elif all(any(told_in(body, finding, subject)) for body, _ in found):
            yield miss(finding, f"message of {subject.id}")


def unmarked(text: str) -> str:
    """Return Markdown as it is read: code as it stands, all else without tags, entities and escapes."""
    pieces = re.split(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)", text)
    plain = [html.unescape(re.sub(r"<[^>]*>", "", piece)) for piece in pieces[::3]]
    code = [*pieces[2::3], ""]
    return "".join(before + inside for before, inside in zip(plain, code, strict=True)).replace("\u200b", "")


def in_document(content: bytes, report: Report, folder: Path) -> Iterator[Missing]:
    """Look on the pages for each control and each subject; the JSON that the document carries has all the rest.

    A subject may be without its name only where each of its findings says how many it leaves out.
    """
    blocks = {name: "".join(pieces) for name, pieces in _Blocks(render(report, PRINT)).blocks.items()}
    whole = flat(pdf_text(content, folder))
    if attached(content, folder) != report_bytes(report):
        yield Missing(control="", outcome="", what="the attached report.json is another one")
    controls = {finding.control: finding for finding in report.findings}
    yield from (miss(finding, "no id of the control") for name, finding in controls.items() if flat(name) not in whole)
    for finding, subject in pairs(report):
        cut = LEFT_OUT.search(blocks.get(finding_anchor(finding.control, finding.outcome), ""))
        if not cut and not named(whole, subject):
            yield miss(finding, f"no name of {subject.id}")


def in_print(report: Report) -> Iterator[Missing]:
    """Look in the page that the document is set from, at each finding.

    Paper names the subjects of a finding up to a number. Names and what is said of them may be cut, and then the cut is
    seen: by an ellipsis, or by how many more there are in report.json.
    """
    blocks = {name: "".join(pieces) for name, pieces in _Blocks(render(report, PRINT)).blocks.items()}
    flattened = {name: flat(text) for name, text in blocks.items()}
    for finding, subject in pairs(report):
        where = finding_anchor(finding.control, finding.outcome)
        if where not in blocks:
            yield miss(finding, "no element")
            continue
        if not any(mark.sign in blocks[where] for mark in (mark_of(finding.outcome), WAIVED)):
            yield miss(finding, "no sign of the outcome")
        if not named(flattened[where], subject) and not LEFT_OUT.search(blocks[where]):
            yield miss(finding, f"no name of {subject.id}, and no word how many are left out")
        cut = "…" in blocks[where] or LEFT_OUT.search(blocks[where])
        if not cut and not said(flattened[where], finding, subject):
            yield miss(finding, f"no message of {subject.id}, and no word that it is cut")


def named(place: str, subject: FindingSubject) -> bool:
    """Return whether a flat text names the subject, as it is or without the name of its server."""
    return any(flat(name).removesuffix("…") in place for name in (subject.id, brief(subject.id)))


def told_in(place: str, finding: Finding, subject: FindingSubject) -> Iterator[Missing]:
    """Yield what a flat text lacks of the name and the message.

    A message that many subjects share is said once, with their names, items and places beside it instead of in it.
    """
    if not named(place, subject):
        yield miss(finding, f"no name of {subject.id}")
    if not said(place, finding, subject):
        yield miss(finding, f"no message of {subject.id}: {message_of(finding, subject)}")


def said(place: str, finding: Finding, subject: FindingSubject) -> bool:
    """Return whether the pieces of the message between what may be taken out of it stand in a flat text."""
    text = message_of(finding, subject)
    for piece in subject.evidence:
        text = text.replace(f" ({piece.path}:{piece.line})", "\0")
    for name in filter(None, (subject.id, subject.item, subject.id.partition(".")[0] + ".")):
        text = text.replace(f"`{name}`", "\0").replace(f"`{name}", "\0")
    return all(flat(piece) in place for piece in text.split("\0"))


def pdf_text(content: bytes, folder: Path) -> str:
    """Return the text of the pages without their feet."""
    path = folder / "report.pdf"
    path.write_bytes(content)
    command = ["pdftotext", "-raw", "-x", "0", "-y", "0", "-W", "595", "-H", "792", str(path), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def attached(content: bytes, folder: Path) -> bytes:
    """Return the JSON that a PDF carries."""
    path = folder / "report.pdf"
    path.write_bytes(content)
    subprocess.run(["pdfdetach", "-saveall", "-o", str(folder), str(path)], check=True)
    return (folder / "report.json").read_bytes()


def poppler() -> bool:
    """Return whether the tools that read a PDF are here."""
    return bool(shutil.which("pdftotext") and shutil.which("pdfdetach"))
