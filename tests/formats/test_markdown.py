"""The report in Markdown, rendered by GitHub's own renderer: complete, and no name in it is more than a name."""

import re
from collections import Counter
from html.parser import HTMLParser

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given, settings

from auditor.formats.comment import report_comment
from auditor.formats.folded.blocks import COMMENT_LIMIT, CUT
from auditor.formats.folded.document import sections_of
from auditor.formats.format import format_for
from auditor.formats.json import read_report, report_bytes
from auditor.formats.markdown import report_markdown
from auditor.formats.markdown_text import code, html_text, link, plain, prose
from tests.audits import SAMPLES

from .audited import of_sample
from .nasty import PIECES, texts
from .renewed import as_it_was
from .sample_report import travel_desk
from .sample_variants import empty, hostile, large, lone_artifact, ready
from .spoiled import spoiled

OWN_TAGS = {
    "h2", "h3", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "code", "pre", "ul", "ol", "li", "a",
    "details", "summary", "blockquote",
}  # fmt: skip
FRAME = OWN_TAGS - {"code", "a"}
"""What no text may add to."""
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]")
LINKED_BY_GITHUB = re.compile(r"@[\w-]|#\d|\bGH-\d|://|\bwww\.|:[a-z0-9_+-]+:", re.IGNORECASE)


class Page(HTMLParser):
    """What a renderer made of it: tags in order, links, comments, and text outside of code and links."""

    def __init__(self, markdown):
        super().__init__(convert_charrefs=True)
        self.tags, self.links, self.comments, self.attributes = [], [], [], set()
        self.open, self.running, self.everything = [], [], []
        self.feed(cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE))
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.open.append(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        self.links += [value for name, value in attrs if name == "href"]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"{tag} closes what is not open"

    def handle_comment(self, data):
        self.comments.append(data)

    def handle_data(self, data):
        self.everything.append(data)
        if not {"code", "a"} & set(self.open):
            self.running.append(data)

    @property
    def frame(self):
        return [tag for tag in self.tags if tag in FRAME]

    @property
    def text(self):
        return "".join(self.everything).replace("\u200b", "")


def looked_at(markdown):
    """Return the page, and assert that it has nothing but what this program writes."""
    assert not STEERING.search(markdown)
    page = Page(markdown)
    assert set(page.tags) <= OWN_TAGS
    assert page.open == []
    assert set(page.comments) <= {" audit:cut "}
    assert page.attributes <= {("a", "href"), ("th", "align"), ("td", "align"), ("pre", "lang"), ("ol", "start")}
    assert all(re.match("https?://", address) for address in page.links)
    assert not LINKED_BY_GITHUB.search("\n".join(page.running))
    return page


@pytest.mark.parametrize("make", [travel_desk, ready, empty, lone_artifact])
def test_it_reads_as_it_did(make):
    as_it_was(f"{make.__name__}.md", report_markdown(make()).decode())


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_every_finding_of_a_sample_is_in_it(folder):
    report = of_sample(folder)
    page = looked_at(report_markdown(report).decode())
    rows = Counter(re.findall(r"[0-9a-f]{16}", page.text))
    for finding in report.findings:
        assert finding.control in page.text
        for subject in finding.subjects:
            assert subject.id in page.text
            assert rows[subject.fingerprint], subject.fingerprint
    for control in report.controls:
        assert control.id in page.text
    for entry in report.inputs:
        assert entry.sha256 in page.text
    for entity in report.entities:
        assert entity.id in page.text


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_what_everybody_reads_is_short_and_folds_the_rest(folder):
    head = report_markdown(of_sample(folder)).decode().partition(CUT)[0]
    assert len(head) < 4000
    assert "<details>" not in head
    for title in ("### Do first", "### Areas", "**Levels**", "**How much of this is known**"):
        assert title in head


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_a_comment_fits_and_names_every_finding_and_what_it_leaves_out(folder):
    report = of_sample(folder)
    text = report_comment(report).decode()
    assert COMMENT_LIMIT * 0.9 < len(text) <= COMMENT_LIMIT
    page = looked_at(text)
    assert all(finding.control in page.text for finding in report.findings)
    assert "Left out" in page.text
    assert "Findings with their evidence (" in page.text
    assert f"JSON of report {report.report_id} have all of it" in page.text


def test_the_same_report_read_again_gives_the_same_bytes():
    report = of_sample(SAMPLES[0])
    assert report_markdown(read_report(report_bytes(report), "r.json")) == report_markdown(report)
    assert report_comment(read_report(report_bytes(report), "r.json")) == report_comment(report)


def test_a_report_that_fits_is_a_comment_as_it_is():
    assert report_comment(travel_desk()) == report_markdown(travel_desk())
    assert len(report_markdown(travel_desk()).decode()) < COMMENT_LIMIT


def test_a_report_that_does_not_fit_says_where_a_copy_may_end():
    text = report_markdown(of_sample(SAMPLES[0])).decode()
    assert "A copy may end before any line that says `audit:cut`" in text
    for part in [text[: match.start()] for match in re.finditer(re.escape(CUT), text)]:
        assert Page(part).open == []


def test_the_largest_report_still_gives_a_comment():
    text = report_comment(large(tools=400, controls=20)).decode()
    assert len(text) <= COMMENT_LIMIT
    looked_at(text)


def test_the_length_of_a_section_is_known_without_writing_it():
    for section in sections_of(travel_desk()):
        for count in range(1 if section.pieces else 0, len(section.pieces) + 1):
            assert section.length(count) == len(section.shown(count))


def test_endings_ask_for_them():
    assert format_for("a.md").id == "markdown"
    assert format_for("a.comment.md").id == "comment"


@pytest.mark.parametrize("piece", PIECES)
def test_a_text_is_shown_as_it_is_and_stays_in_its_cell(piece):
    shown = piece.replace("`", "").strip()
    for write in (plain, prose, code):
        page = Page(f"| a | b |\n|---|---|\n| x {write(piece)} | y |\n")
        assert page.tags.count("td") == 2
        assert page.tags.count("tr") == 2
        assert set(page.tags) <= {"table", "thead", "tbody", "tr", "th", "td", "code"}
        if not STEERING.search(shown) and not re.search(r"[\n\r\u2028\ud800\t]", shown):
            assert shown in page.text.replace("`", "")
    assert Page(f"- {plain(piece)}\n").tags == ["ul", "li"]
    assert set(Page(f"- {prose(piece)}\n").tags) <= {"ul", "li", "code"}
    assert Page(f"<details>\n<summary>{html_text(piece)}</summary>\n\nx\n\n</details>\n").tags == [
        "details",
        "summary",
        "p",
    ]


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://example.org/a_(b)?c=d#e", True),
        ("http://example.org/>\n<script>", True),
        ("javascript:alert(1)", False),
        ("//example.org", False),
        ("https://", False),
        ("http://[", False),
        ("data:text/html,x", False),
    ],
)
def test_only_addresses_of_the_web_are_links(address, linked):
    page = Page(f"| a |\n|---|\n| {link('here', address)} |\n")
    assert len(page.links) == linked
    assert set(page.tags) <= {"table", "thead", "tbody", "tr", "th", "td", "a"}
    assert "here" in page.text


def test_nothing_in_a_hostile_report_gets_out_of_its_place():
    looked_at(report_markdown(hostile()).decode())
    looked_at(report_comment(hostile()).decode())


@settings(max_examples=40, deadline=None)
@given(texts, texts)
def test_whatever_names_are_the_frame_is_the_same(before, after):
    plainly, page = (
        looked_at(
            re.sub(r"(?m)^> This is more than .*\n\n", "", report_markdown(spoiled(travel_desk(), change)).decode())
        )
        for change in (lambda text: f"x{text}y", lambda text: f"{before}{text}{after}")
    )
    assert page.frame == plainly.frame
    assert len(page.links) <= len(plainly.links)
