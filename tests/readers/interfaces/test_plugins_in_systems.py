"""Plugins within whole systems: named by system.yaml, linked to their API, or of real app packages."""

import pytest

from auditor.documents import Workspace
from auditor.errors import InputError
from auditor.linking import link
from auditor.model.kinds import EntityKind, RelationKind
from auditor.readers.folder import find_descriptions, read_found
from auditor.readers.reader import Reading
from tests.readers.interfaces.listed import Listed
from tests.readers.interfaces.plugged import function, plugin, read_files, trips_api

SYSTEM = """
system: {name: Travel desk}
agents: {planner: {tools: [desk]}}
interfaces:
  desk: {plugin: plugin.json}
  api: {openapi: api.json}
tools: {desk.bookTrip: {reversible: true}}
"""
TWO = plugin([function("findTrips"), function("bookTrip")])


def tools_of(listed, interface):
    exposed = (r for r in listed.description.relations if r.kind is RelationKind.EXPOSES and r.source == interface)
    return [relation.target for relation in exposed]


def test_an_interface_may_be_a_plugin(tmp_path):
    listed = read_files(tmp_path, "system.yaml", system__yaml=SYSTEM, plugin__json=TWO, api__json=trips_api())
    assert tools_of(listed, "desk") == ["desk.findTrips", "desk.bookTrip"]
    assert listed.says("desk.bookTrip", "reversible") is True
    assert listed.says("desk.bookTrip", "method") == "POST"


def test_a_plugin_and_its_api_share_their_actions(tmp_path):
    listed = read_files(tmp_path, "system.yaml", system__yaml=SYSTEM, plugin__json=TWO, api__json=trips_api())
    linked = link(listed.description)
    tools = sorted(e.id for e in linked.entities if e.kind is EntityKind.TOOL)
    assert tools == ["api.cancelTrip", "desk.bookTrip", "desk.findTrips"]


def test_another_format_is_refused_where_a_plugin_is_named(tmp_path):
    named = "system: {name: X}\ninterfaces: {desk: {plugin: api.json}}"
    listed = read_files(tmp_path, "system.yaml", system__yaml=named, api__json=trips_api())
    assert listed.tools == ["desk.*"]
    assert "this is a OpenAPI document; expected plugin manifest" in listed.notes[0]


def test_a_plugin_of_neither_format_is_refused(tmp_path):
    with pytest.raises(InputError, match="not a known format"):
        read_files(tmp_path, "plugin.json", plugin__json={"schema_version": "v1", "functions": []})


APPS = {
    "cext-trey-research-python": ("trey-genie-local-agent", 5),
    "da-BlogPostHelper": ("blog-helper-agent", 0),
    "da-CanvasStudent": ("canvas-student-agent", 5),
    "da-HRHelpdesk": ("hrhelpdeskdatemplate-agent", 6),
    "da-azureopenai": ("daopenapi-agent", 1),
    "da-repairs-oauth-js": ("da-repairs-oauth-js-agent", 1),
    "da-ristorante-api-devproxy-oauth": ("il-ristorante-agent", 2),
}


def read_real(folder):
    reading = Reading.of(Workspace(folder))
    return Listed(read_found(reading, find_descriptions(reading, ".")))


@pytest.mark.corpus
@pytest.mark.parametrize("app", APPS)
def test_real_apps(shared, app):
    listed = read_real(shared / "corpus/m365-copilot/pnp/samples" / app)
    agent, tools = APPS[app]
    assert [e.id for e in listed.description.entities if e.kind is EntityKind.AGENT] == [agent]
    assert len(listed.tools) == tools == len(set(listed.tools))
    assert {claim.value for claim in listed.description.claims if claim.attribute == "contract"} <= {"resolved"}
    assert [r.source for r in listed.description.relations if r.kind is RelationKind.CALLS] == [agent] * (tools > 0)


@pytest.mark.corpus
def test_a_real_chatgpt_plugin(shared):
    folder = "corpus/chatgpt-plugin-v1/elastic-labs/supporting-blog-content/ElasticGPT_Plugin"
    listed = read_real(shared / folder)
    assert listed.tools == ["elasticgpt-plugin.search"]
    assert listed.says("search", "authentication") == ("none",)


@pytest.mark.corpus
def test_real_confirmations(shared):
    listed = read_real(shared / "corpus/m365-copilot/pnp/samples/cext-trey-research-python")
    asked = {c.subject for c in listed.description.claims if c.attribute == "approval"}
    assert asked == {"trey.postBillhours", "trey.postAssignConsultant"}
