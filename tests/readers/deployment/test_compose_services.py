"""What a Compose file says about each service."""

import pytest

from auditor.model.kinds import EntityKind, EvidenceLevel

DOCUMENTED = EvidenceLevel.DOCUMENTED
INFERRED = EvidenceLevel.INFERRED


def claimed(description, attribute, subject="web"):
    """Return what is claimed, a list item by item."""
    found = [c for c in description.claims if (c.subject, c.attribute) == (subject, attribute)]
    if found and isinstance(found[0].value, tuple):
        return [item for claim in found for item in claim.value]
    return [(claim.value, claim.level) for claim in found]


def service(lines):
    return "services:\n  web:\n    image: shop/web:1.2.3\n" + "".join(f"    {line}\n" for line in lines.splitlines())


def test_a_service_is_documented_where_its_key_stands(read):
    description = read(service(""))
    (entity,) = description.entities
    assert (entity.id, entity.kind, entity.level) == ("web", EntityKind.SERVICE, DOCUMENTED)
    assert str(entity.location) == "compose.yaml:2"
    assert claimed(description, "image") == [("shop/web:1.2.3", DOCUMENTED)]
    assert claimed(description, "deployed_as") == [("web", DOCUMENTED)]
    assert description.closed_kinds == set()


@pytest.mark.parametrize(
    ("image", "kind", "engine"),
    [
        ("postgres:17.2", EntityKind.DATASTORE, "postgres"),
        ("docker.io/bitnami/redis", EntityKind.DATASTORE, "redis"),
        ("clickhouse/clickhouse-server:25.12", EntityKind.DATASTORE, "clickhouse"),
        ("mcr.microsoft.com/mssql/server:2022-latest", EntityKind.DATASTORE, "mssql"),
        ("elasticsearch:${STACK_VERSION}", EntityKind.DATASTORE, "elasticsearch"),
        ("${DB:-localhost:5000/mysql:8}", EntityKind.DATASTORE, "mysql"),
        ("confluentinc/cp-kafka", EntityKind.QUEUE, "kafka"),
        ("jaegertracing/all-in-one:1.57", EntityKind.SERVICE, None),
        ("jaegertracing/jaeger:2", EntityKind.TELEMETRY, "jaeger"),
        ("otel/opentelemetry-collector-contrib", EntityKind.TELEMETRY, "opentelemetry"),
        ("langfuse/langfuse-worker:3", EntityKind.TELEMETRY, "langfuse"),
        ("prometheuscommunity/postgres-exporter", EntityKind.SERVICE, None),
        ("provectuslabs/kafka-ui", EntityKind.SERVICE, None),
        ("${IMAGE}", EntityKind.SERVICE, None),
    ],
)
def test_kinds_are_guessed_from_the_image(read, image, kind, engine):
    description = read(f"services: {{web: {{image: '{image}'}}}}")
    (entity,) = description.entities
    assert (entity.kind, entity.level) == (kind, INFERRED if engine else DOCUMENTED)
    assert claimed(description, "engine") == ([(engine, INFERRED)] if engine else [])


def test_what_is_built_here_is_a_service_whatever_it_is_called(read):
    description = read("services: {web: {image: postgres, build: .}}")
    assert description.entities[0].kind is EntityKind.SERVICE
    assert claimed(description, "pinned") == []


@pytest.mark.parametrize(
    ("image", "pinned"),
    [
        ("a/b:1.2.3", [(True, DOCUMENTED)]),
        ("a/b:v2.0.1-alpine", [(True, DOCUMENTED)]),
        ("a/b:RELEASE.2026-08-06T00-00-00Z", [(True, DOCUMENTED)]),
        ("localhost:5000/a/b@sha256:" + "0" * 64, [(True, DOCUMENTED)]),
        ("a/b", [(False, DOCUMENTED)]),
        ("localhost:5000/a/b", [(False, DOCUMENTED)]),
        ("a/b:latest", [(False, DOCUMENTED)]),
        ("a/b:12-alpine", [(False, DOCUMENTED)]),
        ("a/b:17.2", [(False, INFERRED)]),
        ("a/b:${TAG}", []),
        ("a/b:${TAG:-1.2.3}", []),
        ("${IMAGE:-a/b:1.2.3}", []),
        ("${REGISTRY:-docker.io}/a/b:1.2.3", [(True, DOCUMENTED)]),
    ],
)
def test_pinned(read, image, pinned):
    assert claimed(read(f"services: {{web: {{image: '{image}'}}}}"), "pinned") == pinned


@pytest.mark.parametrize(
    ("ports", "published"),
    [
        ("ports: ['8080:80', '127.0.0.1:9000:9000', '[::1]:1:1']", ["8080:80"]),
        ("ports: [3000, '${PORT:-80}:80']", ["3000", "${PORT:-80}:80"]),
        ("ports: [{target: 80, published: 8080}, {target: 81, host_ip: 127.0.0.1}]", ["8080:80"]),
        ("expose: [80]", []),
    ],
)
def test_published_ports(read, ports, published):
    description = read(service(ports))
    assert sorted(claimed(description, "published_ports")) == sorted(published)
    access = [c.level for c in description.claims if c.attribute == "access"]
    assert access == ([INFERRED] if "ports" in ports else [])


def test_the_host_s_network_leaves_ports_unknown(read):
    description = read(service("network_mode: host"))
    assert not [c for c in description.claims if c.attribute == "published_ports"]


@pytest.mark.parametrize(
    ("lines", "privileged"),
    [
        ("", [(False, DOCUMENTED)]),
        ("privileged: false", [(False, DOCUMENTED)]),
        ("privileged: true", [(True, DOCUMENTED)]),
        ("privileged: ${P}", []),
        ("use_api_socket: true", [(True, DOCUMENTED)]),
        ("network_mode: host", [(True, DOCUMENTED)]),
        ("volumes: ['/var/run/docker.sock:/var/run/docker.sock:ro']", [(True, DOCUMENTED)]),
        ("volumes: [{type: bind, source: /run/docker.sock, target: /x}]", [(True, DOCUMENTED)]),
        ("volumes: ['./docker.socks:/x']", [(False, DOCUMENTED)]),
    ],
)
def test_privileged(read, lines, privileged):
    assert claimed(read(service(lines)), "privileged") == privileged


@pytest.mark.parametrize(
    ("lines", "limited"),
    [
        ("", False),
        ("mem_limit: ${MEM}", True),
        ("deploy: {resources: {limits: {memory: 1G}}}", True),
        ("deploy: {resources: {reservations: {memory: 1G}}}", False),
        ("deploy: {replicas: 3}", False),
    ],
)
def test_resource_limits(read, lines, limited):
    assert claimed(read(service(lines)), "resource_limits") == [(limited, DOCUMENTED)]


@pytest.mark.parametrize("lines", ["deploy: {replicas: 3}", "scale: 3"])
def test_replicas(read, lines):
    assert claimed(read(service(lines)), "replicas") == [(3, DOCUMENTED)]


@pytest.mark.parametrize(
    ("lines", "health"),
    [
        ("healthcheck: {test: [CMD, true]}", (True, DOCUMENTED)),
        ("healthcheck: {disable: true}", (False, DOCUMENTED)),
        ("healthcheck: {test: NONE}", (False, DOCUMENTED)),
        ("", (False, INFERRED)),
    ],
)
def test_health_check(read, lines, health):
    assert claimed(read(service(lines)), "health_check") == [health]


def test_what_the_file_leaves_to_another_is_not_claimed_to_be_absent(read):
    override = read("services: {web: {environment: {A: b}}}")
    elsewhere = read(service("extends: {file: base.yaml, service: web}"))
    for description in (override, elsewhere):
        told = {claim.attribute for claim in description.claims}
        assert told.isdisjoint({"published_ports", "privileged", "resource_limits", "health_check", "inline_secrets"})


def test_a_base_in_the_same_file_is_taken_in(read):
    description = read("""\
        services:
          base: {image: a/b:1.2.3, environment: {TOKEN: abc, MODE: x}, ports: ["1:1"]}
          web: {extends: base, environment: {TOKEN: "${TOKEN}"}, ports: ["2:2"]}
        """)
    assert claimed(description, "image") == [("a/b:1.2.3", DOCUMENTED)]
    assert sorted(claimed(description, "published_ports")) == ["1:1", "2:2"]
    assert claimed(description, "inline_secrets", "base") == ["TOKEN"]
    assert claimed(description, "inline_secrets") == []


def test_a_circle_of_bases_ends(read):
    description = read("services: {a: {image: x, extends: b}, b: {extends: {service: a}}}")
    assert {note.message for note in description.notes} == {
        "`extends` leads to nothing in this file; that part is not read"
    }


def test_merged_keys_count(read):
    description = read("""\
        x-common: &common
          image: a/b:1.2.3
          environment: &env {API_KEY: abc}
        services:
          web: {<<: *common, environment: {<<: *env, OTHER: x}}
        """)
    assert claimed(description, "image") == [("a/b:1.2.3", DOCUMENTED)]
    assert claimed(description, "inline_secrets") == ["API_KEY"]
