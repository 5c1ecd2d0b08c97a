"""Real interfaces: what comes out is known, and nothing is judged that is not there."""

import pytest

from auditor.documents import Workspace
from auditor.errors import InputError
from auditor.model.kinds import EntityKind
from auditor.model.system import System
from auditor.readers.interfaces.openapi.reader import READER
from auditor.readers.reader import Reading
from tests.readers.interfaces.listed import Listed, read_file, recognising

pytestmark = pytest.mark.corpus


def share(listed: Listed, attribute: str, value: object) -> int:
    """Return of how many tools a value is claimed."""
    return sum(claim.attribute == attribute and claim.value == value for claim in listed.description.claims)


def test_github(shared):
    reading = Reading.of(Workspace(shared / "corpus/openapi/github"))
    document = reading.workspace.open("api.github.com.json")
    assert READER.recognises(document)
    listed = Listed(READER.read(document, reading, "github"))
    assert len(listed.tools) == 1223
    assert share(listed, "contract", "resolved") == 1223
    assert listed.says("github", "authentication") is None  # the document speaks of no security scheme
    assert share(listed, "deprecated", True) == 37
    assert listed.says("github.repos/get", "own_name") == "repos/get"
    labels = listed.records("github.issues/add-labels")
    assert list(labels) == ["owner", "repo", "issue_number", "labels"]
    assert labels["owner"].location.json_pointer == "/components/parameters/owner"
    assert listed.says("github.issues/list-for-repo", "returns_collection") is True
    assert listed.says("github.issues/list-for-repo", "paginated") is True
    assert listed.says("github.repos/get", "returns_collection") is False
    assert listed.says("github.meta/get-zen", "structured_result") is False


def test_digitalocean(shared):
    listed = read_file(shared / "corpus/openapi/digitalocean/specification", "DigitalOcean-public.v2.yaml")
    assert len(listed.tools) == 659
    assert share(listed, "contract", "resolved") == 659
    assert len(listed.description.inputs) > 1400
    droplets = listed.records("droplets_create")
    assert droplets["size"].location.path == "resources/droplets/models/droplet_create.yml"
    assert droplets["size"].fields["required"] is True
    assert droplets["name"].fields["required"] is False  # one of two alternatives asks for it
    assert listed.says("droplets_create", "asynchronous") is True
    assert listed.says("droplets_create", "scopes") == ("droplet:create",)
    assert listed.says("droplets_create", "rate_limit_visible") is True


def test_slack(shared):
    listed = read_file(shared / "corpus/openapi/slack/web-api", "slack_web_openapi_v2_without_examples.json")
    assert len(listed.tools) == 174
    assert listed.says("slack-web-api", "urls") == ("https://slack.com/api",)
    assert listed.says("chat_postMessage", "authentication") == ("oauth2",)
    assert listed.field("chat_postMessage", "channel", "place") == "body"
    assert listed.says("users_list", "returns_collection") is True


def read_all(shared, folder):
    found = {}
    for file in sorted((shared / folder).rglob("*")):
        if file.suffix not in (".json", ".yaml", ".yml") or "digitalocean" in file.parts:
            continue
        path = str(file.relative_to(shared / folder))
        try:
            readers = recognising(shared / folder, path)
            if readers:
                (reader,) = readers
                found[path] = read_file(shared / folder, path, format_id=reader.format)
        except InputError:
            found[path] = None
    for listed in found.values():
        if listed is not None:
            System(listed.description)
    return found


@pytest.mark.parametrize(
    ("folder", "files", "tools"),
    [
        ("corpus/openapi", 13, 1443),
        ("corpus/bad-openapi", 13, 21),
        ("corpus/mcp-tools-list", 16, 235),
        ("mcp_tools", 22, 209),
        ("corpus/qwen-agent", 3, 33),
        ("corpus/m365-copilot", 6, 20),
        ("corpus/mcp-client-config", 0, 0),
        ("corpus/mcp-server-json", 0, 0),
        ("corpus/crewai", 0, 0),
        ("corpus/agent-spec", 0, 0),
    ],
)
def test_all_files_of_a_kind(shared, folder, files, tools):
    found = read_all(shared, folder)
    kinds = [e.kind for listed in found.values() if listed for e in listed.description.entities]
    assert (len(found), kinds.count(EntityKind.TOOL)) == (files, tools)


def test_broken_contracts(shared):
    found = read_all(shared, "corpus/bad-openapi")
    broken = {path for path, listed in found.items() if listed and share(listed, "contract", "broken")}
    assert broken == {"openapi-spec-validator/v2.0/missing-reference.yaml"}


def test_a_recorded_server(shared):
    listed = read_file(shared / "mcp_tools", "server-filesystem.json", format_id="mcp")
    assert listed.interface.id == "secure-filesystem-server"
    assert listed.says("secure-filesystem-server", "version") == "0.2.0"
    assert listed.says("read_file", "deprecated") is True
    assert listed.says("read_file", "effects") == ("read",)
    assert listed.says("edit_file", "dry_run") is True
    assert listed.says("edit_file", "hints.destructive") is True
    assert listed.field("read_file", "path", "description") == ""
