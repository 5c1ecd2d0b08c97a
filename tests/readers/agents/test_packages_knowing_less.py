"""An app package of which less is known never looks better."""

from __future__ import annotations

import json

import pytest

from tests.audits import judge, read
from tests.readers.agents.test_declarative_agents import PACKAGE, agent
from tests.readers.interfaces.listed import write
from tests.readers.interfaces.plugged import function, plugin, runtime
from tests.test_properties import knowledge, looks_better, outcomes, without

SYSTEM = {"system": {"name": "Trips", "intent": "act"}, "include": ["manifest.json"]}
CARD = {"confirmation": {"type": "AdaptiveCard"}, "security_info": {"data_handling": ["GetPrivateData"]}}
FILES = {
    **PACKAGE,
    "agent.json": agent(actions=[{"id": "a", "file": "plugin.json"}], capabilities=[{"name": "WebSearch"}]),
    "plugin.json": plugin(
        [function("findTrips"), function("cancelTrip", capabilities=CARD)], [runtime(auth="OAuthPluginVault")]
    ),
    "system.yaml": json.dumps(SYSTEM),
}


@pytest.fixture
def package(tmp_path):
    write(tmp_path, FILES)
    return tmp_path


def test_forgetting_an_attribute_never_helps(package):
    description = read(package)
    _, results, level = judge(description)
    before = outcomes(results)
    for subject, attribute in knowledge(description):
        _, after, reached = judge(without(description, subject, attribute))
        assert looks_better(before, outcomes(after)) == [], (subject, attribute)
        assert reached <= level


@pytest.mark.parametrize("path", ["agent.json", "plugin.json", "api.json"])
def test_an_unreadable_file_never_helps(package, path):
    _, results, level = judge(read(package))
    (package / path).write_text("{")
    _, after, reached = judge(read(package))
    assert looks_better(outcomes(results), outcomes(after)) == []
    assert reached <= level
