"""What MCP tools and functions declare of their results."""

import pytest

from auditor.model.kinds import EvidenceLevel
from tests.readers.interfaces.listed import read

TEXT = {"type": "string"}
INPUT = {"type": "object", "properties": {"city": TEXT}}


def thing(**properties):
    return {"type": "object", "properties": properties}


def mcp(tmp_path, **parts):
    tool = {"name": "book", "description": "Books a trip.", "inputSchema": INPUT} | parts
    return read(tmp_path, {"tools": [tool]}, format_id="mcp", name="m")


def test_a_list_without_a_form_for_failures_says_nothing_about_them(tmp_path):
    listed = mcp(tmp_path)
    for attribute in ("structured_failure", "explained_failures", "returns_state", "named_results"):
        assert listed.says("book", attribute) is None
    listed = mcp(tmp_path, outputSchema=thing(id=TEXT, error=TEXT))
    assert listed.says("book", "structured_failure") is None  # a text is no structure


def test_a_result_with_a_form_for_failures_declares_them(tmp_path):
    failure = thing(code={"enum": ["full", "late"]}, message=TEXT)
    listed = mcp(tmp_path, outputSchema=thing(id=TEXT, error=failure))
    assert listed.says("book", "structured_failure") is True
    assert listed.says("book", "explained_failures") is True
    assert listed.says("book", "enumerated_failures") is True
    assert listed.says("book", "retry_information") is False


@pytest.mark.parametrize(
    ("schema", "structured", "state"),
    [
        (thing(id=TEXT, name=TEXT), True, True),
        (thing(success={"type": "boolean"}), True, False),
        (thing(result=TEXT), False, None),
        (thing(content=TEXT), False, None),
        (thing(result={"type": "string", "format": "uuid"}), True, True),
        (thing(url=TEXT), True, True),
        ({"$ref": "#/gone"}, None, None),
    ],
)
def test_a_wrapped_text_is_no_structure(tmp_path, schema, structured, state):
    listed = mcp(tmp_path, outputSchema=schema)
    assert listed.says("book", "structured_result") is structured
    assert listed.says("book", "returns_state") is state


def test_a_reading_tool_gives_no_receipt(tmp_path):
    listed = mcp(tmp_path, outputSchema=thing(id=TEXT), annotations={"readOnlyHint": True})
    assert listed.says("book", "returns_state") is None
    assert listed.says("book", "named_results") is False


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({}, ("text",)),
        ({"name": "take_screenshot"}, ("image",)),
        ({"description": "Returns a small PNG image of the seat map."}, ("image",)),
        ({"description": "Lists the image files of a folder."}, ("text",)),
    ],
)
def test_the_form_of_an_undeclared_result_is_only_inferred(tmp_path, parts, expected):
    claim = mcp(tmp_path, **parts).claim(parts.get("name", "book"), "result_kinds")
    assert (claim.value, claim.level) == (expected, EvidenceLevel.INFERRED)


def test_a_declared_result_is_documented(tmp_path):
    claim = mcp(tmp_path, outputSchema=thing(id=TEXT)).claim("book", "result_kinds")
    assert (claim.value, claim.level) == (("json",), EvidenceLevel.DOCUMENTED)


@pytest.mark.parametrize(("support", "expected"), [("required", True), ("optional", None), ("forbidden", None)])
def test_what_runs_as_a_task_only_goes_on_after_the_answer(tmp_path, support, expected):
    listed = mcp(tmp_path, execution={"taskSupport": support})
    assert listed.says("book", "asynchronous") is expected
    assert listed.says("book", "status_tool") == ("tasks/get" if expected else None)


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ({"limit": {"type": "integer", "default": 20}}, True),
        ({"max_length": {"type": "integer", "maximum": 5000}}, True),
        ({"limit": {"type": "integer"}}, None),
        ({"city": TEXT}, None),
    ],
)
def test_an_argument_may_bound_a_text(tmp_path, argument, expected):
    assert mcp(tmp_path, inputSchema=thing(**argument)).says("book", "bounded_result") is expected


def test_arguments_without_a_unit(tmp_path):
    (record,) = mcp(tmp_path, inputSchema=thing(timeout={"type": "integer"})).says("book", "unclear_quantities")
    assert record.fields["what"] == "`timeout`: no unit of time is said"
    assert mcp(tmp_path).says("book", "unclear_quantities") == ()


@pytest.mark.parametrize("key", ["response", "outputSchema", "returns"])
def test_a_function_may_declare_its_result(tmp_path, key):
    function = {"name": "book", "parameters": INPUT, key: thing(id=TEXT, name=TEXT)}
    listed = read(tmp_path, [{"type": "function", "function": function}], format_id="functions")
    assert listed.says("book", "structured_result") is True
    assert listed.says("book", "returns_state") is True


def test_a_function_that_declares_no_result_says_nothing_about_it(tmp_path):
    function = {"name": "book", "parameters": INPUT}
    listed = read(tmp_path, [{"type": "function", "function": function}], format_id="functions")
    assert listed.says("book", "structured_result") is None
    assert listed.says("book", "returns_state") is None
