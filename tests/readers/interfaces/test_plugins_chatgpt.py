"""ChatGPT plugins: their OpenAPI document is found where it lies beside the manifest."""

import pytest

from auditor.model.kinds import EvidenceLevel, Members, RelationKind
from tests.readers.interfaces.plugged import OAUTH, read_folder, trips_api

MANIFEST = ".well-known/ai-plugin.json"


def manifest(url="https://trips.example/openapi.yaml", auth=None, **others):
    return {
        "schema_version": "v1",
        "name_for_human": "Trips",
        "name_for_model": "trips",
        "description_for_human": "Books trips.",
        "description_for_model": "Book, find and cancel trips. Use it for travel only.",
        "auth": auth or {"type": "none"},
        "api": {"type": "openapi", "url": url},
        **others,
    }


@pytest.fixture
def read(tmp_path):
    def run(stated, place="openapi.yaml", at=MANIFEST, **api):
        return read_folder(tmp_path, {at: stated, place: trips_api(**api)})

    return run


@pytest.mark.parametrize(
    ("url", "place", "at"),
    [
        ("https://trips.example/openapi.yaml", "openapi.yaml", MANIFEST),
        ("https://trips.example/v1/openapi.yaml", "v1/openapi.yaml", MANIFEST),
        ("https://trips.example/v1/openapi.yaml", "openapi.yaml", MANIFEST),
        ("PLUGIN_HOSTNAME/openapi.yaml", "openapi.yaml", MANIFEST),
        ("http://localhost:3333/openapi.yaml?v=2", "openapi.yaml", "ai-plugin.json"),
        ("/openapi.yaml", ".well-known/openapi.yaml", MANIFEST),
    ],
)
def test_a_file_of_the_same_name_is_taken_for_the_address(read, url, place, at):
    listed = read(manifest(url), place, at)
    assert listed.tools == ["trips.findTrips", "trips.bookTrip", "trips.cancelTrip"]
    assert listed.interface.members is Members.CLOSED
    exposed = {r.level for r in listed.description.relations if r.kind is RelationKind.EXPOSES}
    assert exposed == {EvidenceLevel.INFERRED}
    assert listed.says("findTrips", "seen_as") == ()
    assert listed.notes == [
        f"{place} is taken for {url}, which is not fetched: a file of the same name, beside the manifest"
    ]
    assert [entry.path for entry in listed.description.inputs] == [at, place]


def test_a_path_is_followed(read):
    listed = read(manifest("../openapi.yaml"))
    assert {r.level for r in listed.description.relations} == {EvidenceLevel.DOCUMENTED}
    assert listed.notes == []
    assert listed.records("findTrips", "seen_as")["findTrips"].fields["interface"] == "openapi.yaml"


def test_the_model_s_words_count(read):
    listed = read(manifest())
    assert listed.says("trips", "description") == "Book, find and cancel trips. Use it for travel only."
    assert listed.says("trips", "protocol") == "chatgpt-plugin"
    assert listed.says("findTrips", "protocol") == "openapi"
    assert listed.says("findTrips", "description") == "Finds trips."


@pytest.mark.parametrize("url", ["https://trips.example/other.yaml", "https://trips.example/", "http://[", ""])
def test_without_the_file_the_tools_are_unknown(tmp_path, url):
    listed = read_folder(tmp_path, {MANIFEST: manifest(url)})
    assert listed.tools == ["trips.*"]
    assert listed.interface.members is Members.OPEN
    assert listed.says("trips", "unresolved_references") is None
    assert any("the tools of this plugin are unknown" in note for note in listed.notes)


def test_a_broken_document_is_told(tmp_path):
    listed = read_folder(tmp_path, {MANIFEST: manifest(), "openapi.yaml": "openapi: 3.0.0\npaths: ["})
    assert listed.tools == ["trips.*"]
    assert any(entry.path == "openapi.yaml" and entry.why for entry in listed.description.inputs)


@pytest.mark.parametrize(
    ("auth", "expected"),
    [
        ({"type": "none"}, ("none",)),
        ({"type": "oauth", "client_url": "https://x.example"}, ("oauth2",)),
        ({"type": "service_http", "authorization_type": "bearer"}, ("bearer",)),
        ({"type": "user_http", "authorization_type": "basic"}, ("basic",)),
        ({"type": "service_http"}, ("bearer",)),
        ({"type": "magic"}, None),
    ],
)
def test_authentication(read, auth, expected):
    listed = read(manifest(auth=auth))
    assert listed.says("trips", "authentication") == expected
    assert listed.says("bookTrip", "authentication") == expected


def test_an_operation_that_asks_for_the_same_says_it_itself(read):
    listed = read(manifest(auth={"type": "oauth"}), security=[{"OAuth2": []}], components={"securitySchemes": OAUTH})
    claim = listed.claim("bookTrip", "authentication")
    assert (claim.value, str(claim.location).split(":")[0]) == (("oauth2",), "openapi.yaml")


def test_what_contradicts_the_manifest_is_kept(read):
    listed = read(manifest(), security=[{"OAuth2": []}], components={"securitySchemes": OAUTH})
    assert {claim.value for claim in listed.claims("bookTrip", "authentication")} == {("none",), ("oauth2",)}


@pytest.mark.parametrize("wrong", [{"auth": 3}, {"api": {}}, {"api": {"url": 4}}, {"description_for_model": []}])
def test_wrong_types_stop_nothing(read, wrong):
    assert read({**manifest(), **wrong}).interface.id == "trips"
