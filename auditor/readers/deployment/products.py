"""What the name of a container image suggests that it runs."""

from __future__ import annotations

import re

from auditor.model.kinds import EntityKind as K

_NAMES = {
    K.DATASTORE: """
        postgres postgresql postgis pgvector timescaledb mysql mariadb percona mssql oceanbase seekdb serenedb
        cockroach cockroachdb mongo mongodb couchdb couchbase arangodb surrealdb neo4j dgraph cassandra scylla
        dynamodb redis redismod valkey keydb dragonfly memcached etcd elasticsearch opensearch solr meilisearch
        typesense vespa qdrant weaviate milvus chroma chromadb marqo infinity clickhouse influxdb minio
        """,
    K.QUEUE: "rabbitmq kafka redpanda nats activemq artemis pulsar mosquitto emqx rocketmq",
    K.GATEWAY: "traefik kong envoy haproxy apisix krakend tyk litellm mcp-gateway",
    K.TELEMETRY: """
        prometheus grafana jaeger loki tempo zipkin logstash kibana fluentd fluent langfuse otelcol opentelemetry
        otel signoz victoria-metrics graylog alertmanager phoenix openobserve
        """,
}
_KIND_OF = {name: kind for kind, names in _NAMES.items() for name in names.split()}
VECTOR_STORES = frozenset(("qdrant", "weaviate", "milvus", "chroma", "chromadb", "pgvector", "marqo", "infinity"))

_ALIASES = {"cp-kafka": "kafka", "azure-sql-edge": "mssql"}
_SAID_ABOVE = frozenset(("server", "all-in-one"))
"""Names that leave it to the folder above to say what they are."""
_BESIDE = re.compile(
    r"[-_.](exporter|ui|admin|operator|console|client|express|commander|insight|manager|rest|connect|init|backup|proxy"
    r"|dashboard|migrate|migrations?|setup|cli|tools|sidecar|app|web|agent|api|demo|example)(?=$|[-_.])"
)
"""Words that turn the name of a product into something that stands beside it."""
_KEEPS_ITS_PARTS = frozenset(("langfuse",))
"""Products whose own parts carry such words."""


def product_of(repository: str) -> tuple[K, str] | None:
    """Return the kind and the product that an image's name, without its tag, suggests; None if nothing."""
    folders = repository.lower().split("/")
    name = folders[-1]
    if name in _SAID_ABOVE and len(folders) > 1:
        name = folders[-2]
    name = _ALIASES.get(name, name)
    if name in _KIND_OF:
        return _KIND_OF[name], name
    first = re.split(r"[-_.]", name)[0]
    if first in _KIND_OF and (first in _KEEPS_ITS_PARTS or not _BESIDE.search(name)):
        return _KIND_OF[first], first
    return None
