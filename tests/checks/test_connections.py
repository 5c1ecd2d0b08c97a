"""Which addresses are plain connections to another machine."""

from __future__ import annotations

import pytest

from tests.evaluate.judged import outcomes

CHECK = "for_each: {kind: interface}\ncheck: encrypted_connections"


@pytest.mark.parametrize(
    ("url", "better"),
    [
        ("http://api.example.com/v1", "https"),
        ("ws://events.example.com", "wss"),
        ("mqtt://10.0.0.7:1883", "mqtts"),
        ("AMQP://guest:guest@broker.example.com:5672/x", "amqps"),
        ("kafka://broker.example.com:9092", "kafka-secure"),
        ("https://api.example.com", ""),
        ("wss://events.example.com", ""),
        ("kafka-secure://broker.example.com", ""),
        ("http://localhost:8000", ""),
        ("http://127.0.0.1:8000", ""),
        ("http://[::1]:8000/", ""),
        ("http://api.localhost/", ""),
        ("mqtt://broker:1883", ""),
        ("grpc://api.example.com", ""),
        ("/v1", ""),
    ],
)
def test_plain_connections(url: str, better: str):
    said = outcomes(CHECK, f"interfaces: {{api: {{urls: ['{url}']}}}}")["api"]
    assert said == (f"fail: `{url}` is a plain connection; expected `{better}`" if better else "pass")


def test_several_addresses():
    said = outcomes(
        CHECK, "interfaces: {api: {urls: ['ws://a.example.com', 'wss://a.example.com', 'mqtt://b.example.com']}}"
    )
    assert said["api"] == (
        "fail: `ws://a.example.com`, `mqtt://b.example.com` are plain connections; expected `wss` or `mqtts`"
    )
