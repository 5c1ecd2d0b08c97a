"""Compose files as a whole: how they are recognised, what reaches what, models and MCP gateways."""

import time

import pytest

from auditor.documents import Document
from auditor.errors import InputError
from auditor.model.kinds import EntityKind, EvidenceLevel, Members
from auditor.readers.deployment.compose import READER


def edges(description):
    return {(r.source, r.kind.value, r.target, r.level.word) for r in description.relations}


def entity(description, entity_id):
    (found,) = [e for e in description.entities if e.id == entity_id]
    return found


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("stack.yaml", "services: {web: {image: nginx}}"),
        ("stack.yaml", "services: {x-base: 1, web: {build: .}, other: null}"),
        ("compose.offload.yaml", "models: {m: {model: ai/qwen3}}"),
        ("deploy/docker-compose.openai.yml", "services: {agent: {environment: [A=b]}}"),
        ("compose.yaml", "include: [base.yaml]"),
        ("compose.yaml", "services:"),
        ("compose.yaml", "services: [a]"),
    ],
)
def test_recognised(path, text):
    assert READER.recognises(Document(path, text.encode()))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".github/workflows/compose.yml", "on: push\njobs: {a: {services: {db: {image: postgres}}}}"),
        ("ci.yml", "jobs: {a: 1}\nservices: {db: {image: postgres}}"),
        ("azure.yaml", "name: x\nservices: {api: {project: ./api, host: containerapp, image: x}}"),
        ("system.yaml", "system: {name: X}\nservices: {api: {calls: [x]}}"),
        ("services.yaml", "services: {api: {reads: [x]}}"),
        ("models.yaml", "models: {m: {model: ai/qwen3}}"),
        ("compose.yaml", "title: how to compose"),
        ("compose.yaml", "- services"),
        ("compose.yaml", ""),
    ],
)
def test_not_recognised(path, text):
    assert not READER.recognises(Document(path, text.encode()))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("services: [web]", "compose.yaml:1:11: `services` is a list; expected a mapping of names to services"),
        ("services: web", "compose.yaml:1:11: `services` is text; expected a mapping of names to services"),
    ],
)
def test_an_unusable_top_level_is_refused(reading, write, text, message):
    write({"compose.yaml": text})
    with pytest.raises(InputError) as caught:
        READER.read(reading.workspace.open("compose.yaml"), reading, None)
    assert str(caught.value) == message


def test_wrong_types_are_told_and_passed_over(read):
    description = read("""\
        services:
          a: nginx
          b: {image: [x], ports: 80, environment: 4, healthcheck: 1, depends_on: c}
          c: {image: nginx, ports: [[1]], depends_on: [gone]}
        models: [m]
        include: base.yaml
        """)
    assert sorted(note.message for note in description.notes) == [
        "`depends_on` is text; expected a list or a mapping; not read",
        "`depends_on` names `gone`, which is not a service of this file",
        "`environment` is a number; expected a mapping or a list; not read",
        "`healthcheck` is a number; expected a mapping; not read",
        "`image` is a list; expected text; not read",
        "`include` is text; expected a list; not read",
        "`models` is a list; expected a mapping; not read",
        "`ports` is a number; expected a list; not read",
        "the service `a` is text; expected a mapping; not read",
        "this port is a list; expected text such as `8080:80`; not read",
    ]
    assert {e.id for e in description.entities} == {"b", "c"}


def test_an_empty_file_says_so(read):
    assert [note.message for note in read("services:").notes] == ["this Compose file lists no service"]


def test_dependencies_are_calls_that_are_inferred(read):
    description = read("""\
        services:
          web: {image: a, depends_on: [api], links: ["db:database"]}
          api:
            image: b
            depends_on: {db: {condition: service_healthy}}
            environment: {QUEUE_URL: "amqp://user@queue:5672", SELF: "http://api:80", OTHER: "http://example.com"}
          db: {image: postgres}
          queue: {image: rabbitmq}
        """)
    assert edges(description) == {
        ("web", "calls", "api", "inferred"),
        ("web", "calls", "db", "inferred"),
        ("api", "calls", "db", "inferred"),
        ("api", "calls", "queue", "inferred"),
    }


def test_models(read):
    description = read("""\
        services:
          web: {image: a, models: {small: {endpoint_var: URL}}}
          api: {image: b, models: [large, gone]}
          job: {image: c, depends_on: [tiny]}
          tiny: {provider: {type: model, options: {model: ai/smollm2:135M, context-size: 1024}}}
        models:
          small: {model: "ai/qwen3:8B-Q4_0", context_size: 15000}
          large: {model: ai/qwen3}
        """)
    assert entity(description, "small").kind is EntityKind.MODEL
    assert edges(description) == {
        ("web", "uses", "small", "documented"),
        ("api", "uses", "large", "documented"),
        ("job", "uses", "tiny", "inferred"),
    }
    claims = {(c.subject, c.attribute): c.value for c in description.claims}
    assert claims["small", "version"] == "ai/qwen3:8B-Q4_0"
    assert claims["small", "context_window"] == 15000
    assert claims["tiny", "version"] == "ai/smollm2:135M"
    assert ("large", "version") not in claims
    assert [note.message for note in description.notes] == ["`gone` is not among the models of this file"]


def test_a_model_named_like_a_service_gets_another_id(read):
    description = read("services: {qwen: {image: a, models: [qwen]}}\nmodels: {qwen: {model: ai/qwen3}}")
    assert edges(description) == {("qwen", "uses", "qwen-model", "documented")}


def test_an_mcp_gateway_brings_servers_with_unknown_tools(read):
    description = read("""\
        services:
          gate:
            image: docker/mcp-gateway:latest
            command: [--transport=sse, "--servers=github,postgres"]
          postgres: {image: postgres}
        """)
    assert entity(description, "gate").kind is EntityKind.GATEWAY
    assert entity(description, "github").members is Members.OPEN
    assert entity(description, "github.*").placeholder
    assert entity(description, "postgres-mcp").kind is EntityKind.INTERFACE
    assert {("gate", "exposes", "github", "documented"), ("github", "exposes", "github.*", "documented")} <= edges(
        description
    )
    claims = {(c.subject, c.attribute): (c.value, c.level) for c in description.claims}
    assert claims["github", "protocol"] == ("mcp", EvidenceLevel.DOCUMENTED)
    assert claims["github", "transport"] == ("sse", EvidenceLevel.DOCUMENTED)


def test_an_mcp_gateway_with_one_server_may_list_its_tools(read):
    description = read("""\
        services:
          gate: {image: docker/mcp-gateway, command: "--servers=ddg --tools=search,fetch"}
        """)
    assert entity(description, "ddg").members is Members.CLOSED
    assert {e.id for e in description.entities if e.kind is EntityKind.TOOL} == {"ddg.search", "ddg.fetch"}


def test_an_mcp_gateway_that_names_no_server_has_unknown_tools(read):
    description = read("services: {gate: {image: docker/mcp-gateway}}")
    assert entity(description, "gate.*").because == "the file does not name the servers behind the gateway"


def test_includes_are_part_of_the_file(read):
    description = read(
        "include: [base/db.yaml, {path: [more.yaml, gone.yaml]}]\nservices: {web: {image: a, depends_on: [db, q]}}",
        {
            "base/db.yaml": "include: [../compose.yaml]\nservices: {db: {image: postgres}, web: {image: b}}",
            "more.yaml": "services: {q: {image: rabbitmq}}",
        },
    )
    assert {("web", "calls", "db", "inferred"), ("web", "calls", "q", "inferred")} <= edges(description)
    assert [(entry.path, entry.state.value) for entry in description.inputs] == [
        ("compose.yaml", "read"),
        ("base/db.yaml", "read"),
        ("more.yaml", "read"),
        ("gone.yaml", "skipped"),
    ]
    assert [note.message for note in description.notes] == [
        "`web` is already a service of another file; not read again",
        "compose.yaml includes itself; not read again",
        "gone.yaml does not exist; expected a file; the services in gone.yaml are unknown",
    ]


def test_an_include_outside_the_root_is_refused(reading, write):
    write({"compose.yaml": "include: [../x.yaml]\nservices: {a: {image: b}}"})
    with pytest.raises(InputError, match=r"compose\.yaml:1:11: \.\./x\.yaml leaves the audited folder"):
        READER.read(reading.workspace.open("compose.yaml"), reading, None)


def test_profiles_are_noted_once_a_file(read):
    description = read("services: {a: {image: x, profiles: [cpu, gpu]}, b: {image: y, profiles: [dev]}}")
    assert [note.message for note in description.notes] == [
        "services that run only with a profile: a (cpu or gpu), b (dev)"
    ]


def test_hostile_texts_do_not_take_long(read):
    long = "--a" + "-a" * 50_000
    before = time.perf_counter()
    read(
        f"services: {{a: {{image: '{'a:' * 50_000}', command: '{long}', environment: {{TOKEN: '{'://' * 50_000}'}}}}}}"
    )
    assert time.perf_counter() - before < 2
