"""Function tools as model providers take them."""

import pytest

from auditor.model.kinds import Members
from tests.readers.interfaces.listed import read

SCHEMA = {"type": "object", "properties": {"city": {"type": "string", "description": "City."}}, "required": ["city"]}
WORDS = {"name": "weather", "description": "Tells the weather."}
NESTED = {"type": "function", "function": {**WORDS, "parameters": SCHEMA, "strict": True}}
FLAT = {"type": "function", **WORDS, "parameters": SCHEMA, "strict": True}
ANTHROPIC = {**WORDS, "input_schema": SCHEMA}
OLDER = {**WORDS, "parameters": SCHEMA}


def functions(tmp_path, content, name=None):
    return read(tmp_path, content, format_id="functions", name=name)


@pytest.mark.parametrize(
    "content", [[NESTED], [FLAT], [ANTHROPIC], [OLDER], {"tools": [NESTED]}, {"functions": [OLDER]}]
)
def test_shapes(tmp_path, content):
    listed = functions(tmp_path, content)
    assert listed.interface.id == "functions"
    assert listed.tools == ["functions.weather"]
    assert listed.interface.members is Members.CLOSED
    assert listed.says("weather", "protocol") == "functions"
    assert listed.says("weather", "contract") == "resolved"
    assert listed.says("weather", "description") == "Tells the weather."
    assert listed.field("weather", "city", "type") == "string"
    assert listed.says("weather", "structured_result") is None
    assert listed.says("weather", "authentication") is None


def test_the_same_function_has_the_same_size_in_every_shape(tmp_path):
    sizes = {
        functions(tmp_path, [shape]).says("weather", "definition_size") for shape in (NESTED, FLAT, ANTHROPIC, OLDER)
    }
    assert len(sizes) == 1


def test_a_given_name(tmp_path):
    assert functions(tmp_path, [NESTED], "shop").tools == ["shop.weather"]


def test_a_function_without_parameters_takes_none(tmp_path):
    listed = functions(tmp_path, [NESTED, {"type": "function", "name": "ping"}])
    assert listed.says("ping", "parameters") == ()
    assert listed.says("ping", "contract") == "resolved"
    assert listed.says("ping", "description") == ""


def test_tools_that_the_provider_runs_have_no_contract(tmp_path):
    listed = functions(tmp_path, [FLAT, {"type": "web_search"}, {"type": "bash_20250124", "name": "bash"}])
    assert listed.tools == ["functions.weather", "functions.web_search", "functions.bash"]
    assert listed.says("web_search", "contract") == "none"


def test_a_server_in_the_list_leaves_an_unknown_member(tmp_path):
    listed = functions(tmp_path, [FLAT, {"type": "mcp", "server_label": "docs"}])
    assert listed.tools == ["functions.weather", "functions.*"]
    assert listed.description.entities[-1].because == "the tools of the MCP server docs are not in the list"


def test_an_entry_that_cannot_be_read_leaves_an_unknown_member(tmp_path):
    listed = functions(tmp_path, [NESTED, "what", {"type": "function", "function": {}}])
    assert listed.interface.members is Members.OPEN
    assert listed.notes == ["an entry that is no function tool; not read"] * 2


def test_places(tmp_path):
    listed = functions(tmp_path, {"tools": [NESTED]})
    at = "/tools/0/function"
    assert listed.claim("weather", "description").location.json_pointer == f"{at}/description"
    assert listed.records("weather")["city"].location.json_pointer == f"{at}/parameters/properties/city"
