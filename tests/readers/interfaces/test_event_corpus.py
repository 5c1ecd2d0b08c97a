"""Real documents about messages and workflows: what comes out is known."""

import pytest

from auditor.documents import Workspace
from auditor.model.kinds import EntityKind
from auditor.readers.reader import Reading
from tests.readers.interfaces.listed import Listed, read_file, write

pytestmark = pytest.mark.corpus


def read_all(folder):
    """Return what every recognised file below a folder says, by path."""
    reading = Reading.of(Workspace(folder))
    found = {}
    for path in reading.workspace.folder("."):
        document = reading.workspace.open(path)
        reader = reading.recognise(document)
        if reader is not None:
            found[path] = Listed(reading.read(document))
    return found


def count(found, kind):
    return sum(entity.kind is kind for listed in found.values() for entity in listed.description.entities)


def test_all_asyncapi_documents(shared):
    found = read_all(shared / "corpus/asyncapi")
    # The four files below social-media/common are parts, and no documents of their own.
    assert (len(found), count(found, EntityKind.TOOL), count(found, EntityKind.QUEUE)) == (21, 18, 88)
    contracts = [c.value for one in found.values() for c in one.description.claims if c.attribute == "contract"]
    assert set(contracts) == {"resolved"}


def test_slack_sends_events_and_takes_none(shared):
    listed = read_file(
        shared / "corpus/asyncapi/slack-events/events-api", "slack_events_api_async_v1.json", format_id="asyncapi"
    )
    assert listed.tools == []
    assert len(listed.records("slack-events-api", "events")) == 66


def test_request_and_reply(shared):
    listed = read_file(
        shared / "corpus/arazzo/arazzo-spec/examples/1.1.0", "pet-asyncapi.yaml", format_id="asyncapi", name="pets"
    )
    assert listed.says("placeOrder", "structured_result") is True
    assert listed.says("placeOrder", "returns_state") is True
    assert listed.field("placeOrder", "petId", "required") is True


def test_all_arazzo_documents(shared):
    found = read_all(shared / "corpus/arazzo")
    described = [listed.description for listed in found.values()]
    assert sum(len(one.workflows) for one in described) == 9
    steps = [claim for one in described for claim in one.claims if claim.attribute == "steps" and "." in claim.subject]
    assert sum(len(claim.value) for claim in steps) == 22
    # Their sources stand elsewhere, or at addresses: whether the operations are there cannot be known.
    own = [record.fields.get("found") for claim in steps for record in claim.value]
    assert own.count(True) == 3
    assert False not in own


def test_workflows_beside_their_sources_resolve(shared, tmp_path):
    sources = shared / "corpus/openapi/arazzo-sources/examples/1.0.0"
    examples = shared / "corpus/arazzo/arazzo-spec/examples/1.0.0"
    files = {path.name: path.read_text() for folder in (sources, examples) for path in folder.iterdir()}
    write(tmp_path, files)
    for name, steps in (("pet-coupons.arazzo.yaml", 6), ("oauth.arazzo.yaml", 5)):
        listed = read_file(tmp_path, name, format_id="arazzo", name="flows")
        found = listed.records("flows", "steps").values()
        assert [record.fields["found"] for record in found] == [True] * steps
