"""The properties of a request body become arguments."""

from tests.readers.interfaces.listed import body, operation, read

TRIP = {
    "type": "object",
    "required": ["to", "id"],
    "properties": {
        "id": {"type": "string", "readOnly": True},
        "to": {"type": "string", "description": "Where to."},
        "seat": {"$ref": "#/components/schemas/Seat"},
    },
}
SEAT = {"type": "object", "description": "A seat.", "properties": {"row": {"type": "integer"}}}
SCHEMAS = {"components": {"schemas": {"Trip": TRIP, "Seat": SEAT}}}
REF = {"$ref": "#/components/schemas/Trip"}


def call(tmp_path, content, others=SCHEMAS):
    return read(tmp_path, operation(method="post", requestBody=content, others=others))


def test_properties_of_a_shared_schema_stand_where_it_is_defined(tmp_path):
    listed = call(tmp_path, body(REF))
    records = listed.records("call")
    assert list(records) == ["to", "seat"]  # a caller does not send what is read-only
    assert records["to"].fields["required"] is True
    assert records["to"].fields["place"] == "body"
    assert records["seat"].fields["type"] == "object"
    assert records["seat"].fields["description"] == "A seat."
    assert records["seat"].location.json_pointer == "/components/schemas/Trip/properties/seat"


def test_allof_joins_and_oneof_asks_only_for_what_every_branch_asks(tmp_path):
    joined = {"allOf": [REF, {"required": ["seat"], "properties": {"note": {"type": "string"}}}]}
    records = call(tmp_path, body(joined)).records("call")
    assert {name: r.fields["required"] for name, r in records.items()} == {"to": True, "seat": True, "note": False}
    either = {
        "oneOf": [
            {"required": ["a", "c"], "properties": {"a": {}, "c": {}}},
            {"required": ["b", "c"], "properties": {"b": {}, "c": {}}},
        ]
    }
    records = call(tmp_path, body(either)).records("call")
    assert {name: r.fields["required"] for name, r in records.items()} == {"a": False, "c": True, "b": False}


def test_json_is_preferred_to_forms_and_forms_to_the_rest(tmp_path):
    def media(kind):
        return {"schema": {"type": "object", "properties": {kind: {"type": "string"}}}}

    content = {"text/plain": media("text"), "multipart/form-data": media("form"), "application/ld+json": media("json")}
    assert list(call(tmp_path, {"content": content}).records("call")) == ["json"]
    del content["application/ld+json"]
    assert list(call(tmp_path, {"content": content}).records("call")) == ["form"]
    del content["multipart/form-data"]
    assert list(call(tmp_path, {"content": content}).records("call")) == ["body"]


def test_a_body_without_properties_is_one_argument(tmp_path):
    listed = call(tmp_path, body({"type": "array", "items": {"type": "string"}}, required=True))
    assert listed.field("call", "body", "type") == "array"
    assert listed.field("call", "body", "required") is True
    assert listed.field("call", "body", "description") == "What is sent."
    assert call(tmp_path, body({"type": "object"})).field("call", "body", "free_form") is True
    bytes_only = {"content": {"application/octet-stream": {}}}
    assert call(tmp_path, bytes_only).field("call", "body", "type") == "string"
    assert call(tmp_path, {"content": {"application/json": {}}}).field("call", "body", "type") == ""


def test_examples_of_the_whole_body_are_examples_of_its_properties(tmp_path):
    content = body(REF)
    content["content"]["application/json"]["examples"] = {"one": {"$ref": "#/components/examples/One"}}
    others = {"components": {**SCHEMAS["components"], "examples": {"One": {"value": {"to": "Rome"}}}}}
    listed = call(tmp_path, content, others)
    assert listed.field("call", "to", "example") is True
    assert listed.field("call", "seat", "example") is False


def test_a_body_that_leads_nowhere_leaves_one_unknown_argument(tmp_path):
    listed = call(tmp_path, {"$ref": "#/components/requestBodies/Gone"})
    assert dict(listed.records("call")["body"].fields) == {"place": "body"}
    assert listed.says("call", "contract") == "broken"


def test_a_part_that_leads_nowhere_leaves_the_others_known(tmp_path):
    listed = call(tmp_path, body({"allOf": [REF, {"$ref": "#/gone"}]}))
    records = listed.records("call")
    assert list(records) == ["to", "seat", "body"]
    assert dict(records["body"].fields) == {"place": "body"}
    assert listed.says("call", "dry_run") is None


def test_properties_by_reference(tmp_path):
    shared = {"x": {"city": {"type": "string", "description": "A city."}}}
    listed = call(tmp_path, body({"type": "object", "properties": {"$ref": "#/x"}}), shared)
    assert listed.field("call", "city", "description") == "A city."
    assert listed.records("call")["city"].location.json_pointer == "/x/city"


def test_schemas_that_contain_themselves_end(tmp_path):
    loop = {
        "components": {
            "schemas": {
                "Node": {"properties": {"next": {"$ref": "#/components/schemas/Node"}, "v": {"type": "string"}}},
                "Circle": {"allOf": [{"$ref": "#/components/schemas/Circle"}], "properties": {"a": {"type": "string"}}},
                "Choice": {
                    "oneOf": [{"$ref": "#/components/schemas/Choice"}, {"properties": {"b": {"type": "string"}}}]
                },
                "Pure": {"$ref": "#/components/schemas/Pure"},
            }
        }
    }

    def names(schema):
        return list(call(tmp_path, body({"$ref": f"#/components/schemas/{schema}"}), loop).records("call"))

    assert names("Node") == ["next", "v"]
    assert names("Circle") == ["a"]
    assert names("Choice") == ["b"]
    assert names("Pure") == ["body"]


def test_a_swagger_body_is_a_parameter(tmp_path):
    document = {
        "swagger": "2.0",
        "info": {"title": "T"},
        "paths": {
            "/a": {"post": {"operationId": "call", "parameters": [{"name": "trip", "in": "body", "schema": REF}]}}
        },
        "components": SCHEMAS["components"],
    }
    listed = read(tmp_path, document)
    assert list(listed.records("call")) == ["to", "seat"]


def test_a_word_in_a_body_is_no_page_and_no_filter(tmp_path):
    listed = call(tmp_path, body({"properties": {"limit": {}, "labels": {}, "state": {}}}))
    assert listed.says("call", "paginated") is False
    assert listed.says("call", "filterable") is False
    assert call(tmp_path, body({"properties": {"page_size": {}}})).says("call", "paginated") is True
