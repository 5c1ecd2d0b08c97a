"""`audit compare`: offers side by side, from reports and from what is audited on the spot."""

import json
import shutil

import pytest

from auditor.cli.compare import WRITERS
from auditor.formats.beside.writers import all_writers
from tests.audits import REPOSITORY

OTHER = """\
system:
  name: Flight desk
  stage: design
"""


@pytest.fixture
def offers(here, audit):
    (here / "other").mkdir()
    (here / "other" / "system.yaml").write_text(OTHER)
    assert audit("system.yaml", "-o", "desk.json", "--quiet", "--fail-on", "never").exit_code == 0
    assert audit("other/system.yaml", "-o", "flight.json", "--quiet", "--fail-on", "never").exit_code == 0
    return here


def test_reports_are_set_side_by_side(offers, audit):
    result = audit("compare", "desk.json", "flight.json", "-o", "both.html", "-o", "both.json")
    assert result.exit_code == 0
    assert "Flight desk" in result.stdout and "Travel desk" in result.stdout and "Side by side" in result.stdout
    assert "Wrote both.html, both.json" in result.stdout
    assert (offers / "both.html").read_bytes().startswith(b"<!DOCTYPE html>")
    assert [offer["name"] for offer in json.loads((offers / "both.json").read_bytes())["offers"]] == [
        "Flight desk",
        "Travel desk",
    ]


def test_a_report_and_a_folder_are_set_side_by_side_in_any_order(offers, audit):
    one = audit("compare", "desk.json", "other", "--format", "json")
    two = audit("compare", "other", "desk.json", "--format", "json")
    assert (one.exit_code, one.stdout_bytes) == (0, two.stdout_bytes)


def test_options_reach_what_is_audited_and_unlike_reports_are_named(offers, audit):
    result = audit("compare", "desk.json", "other/system.yaml", "--target", "2", "--format", "json")
    found = json.loads(result.stdout)
    assert {offer["level_asked"] for offer in found["offers"]} == {2, 3}
    assert "target" in {caveat["id"] for caveat in found["caveats"]}
    verdict = found["ranking"]["criteria"][0]
    assert (verdict["used"], verdict["why_not"]) == (False, "levels asked differ")


def test_one_target_makes_them_alike(offers, audit):
    found = json.loads(audit("compare", "system.yaml", "other", "--target", "2", "--format", "json").stdout)
    assert found["caveats"] == []
    assert found["asked"] == 2


def test_options_are_refused_where_nothing_is_audited(offers, audit):
    result = audit("compare", "desk.json", "flight.json", "--target", "2")
    assert result.exit_code == 2
    assert "all offers are reports, which are made already" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["desk.json"], "name at least two offers"),
        (["desk.json", "desk.json"], "desk.json and desk.json are the same"),
        (["desk.json", "./desk.json"], "are the same"),
        (["desk.json", "copy.json"], "desk.json and copy.json are the same report"),
        (["desk.json", "none.json"], "none.json does not exist"),
        (["desk.json", "flight.json", "--root", "none"], "--root none is no folder"),
        (["desk.json", "flight.json", "-o", "desk.json"], "desk.json is what is compared"),
        (["desk.json", "flight.json", "-o", "x.sarif"], "no comparison is written like this"),
        (["desk.json", "flight.json", "-o", "a.html", "-o", "b.html", "--format", "html"], "needs one of each"),
        (["x"] * 7, "at most 6 fit side by side on a page"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_the_reason(offers, audit, arguments, said):
    shutil.copy("desk.json", "copy.json")
    before = (offers / "desk.json").read_bytes()
    result = audit("compare", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert (offers / "desk.json").read_bytes() == before


def test_an_altered_report_is_named_and_nothing_is_ordered_by_it(offers, audit):
    tree = json.loads((offers / "desk.json").read_bytes())
    tree["verdict"]["level_reached"] = 4
    (offers / "desk.json").write_text(json.dumps(tree))
    result = audit("compare", "desk.json", "flight.json", "-o", "both.json")
    assert result.exit_code == 0
    assert "warning: desk.json: its content has another id than it states" in result.stderr
    assert "There is no order" in result.stdout


def test_a_pdf_and_a_page_are_reports_too(offers, audit):
    assert audit("render", "desk.json", "-o", "desk.html", "--quiet").exit_code == 0
    result = audit("compare", "desk.html", "flight.json", "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["caveats"] == []


def test_a_file_that_is_no_report_and_cannot_be_audited_says_so(offers, audit):
    (offers / "broken.json").write_text('{"schema_version": 1, "report_id": "x"}')
    result = audit("compare", "desk.json", "broken.json")
    assert result.exit_code == 2
    assert "broken.json" in result.stderr


@pytest.mark.slow
def test_by_default_it_writes_a_page_a_pdf_and_a_workbook(offers, audit):
    result = audit("compare", "desk.json", "flight.json", "--quiet")
    assert (result.exit_code, result.stdout) == (0, "")
    names = {path.name for path in offers.glob("*.compare.*")}
    assert {"flight-desk-vs-travel-desk.compare.html", "flight-desk-vs-travel-desk.compare.xlsx"} <= names


def test_the_help_names_every_writer():
    assert tuple(writer.id for writer in all_writers()) == WRITERS


@pytest.mark.slow
def test_the_samples_side_by_side(here, audit):
    paths = [str(REPOSITORY / "samples" / name / "system.yaml") for name in ("travel-desk", "warehouse", "faq-bot")]
    found = json.loads(audit("compare", *paths, "--target", "3", "--format", "json").stdout)
    assert all(criterion["used"] for criterion in found["ranking"]["criteria"])
    assert [offer["name"] for offer in found["offers"]][-1] == "FAQ bot"
    assert found["differences"][0]["gate_differs"]
    shown = [cell for entry in found["differences"] for cell in entry["cells"] if cell.get("shown")]
    assert all(":" in cell["shown"][0]["place"] for cell in shown[:10])
