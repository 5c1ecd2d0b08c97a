"""The parser of Protocol Buffers files: everything the language has, and what is wrong where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.documents import Document
from auditor.errors import InputError
from auditor.readers.interfaces.grpc.parser import parse
from auditor.readers.interfaces.typed.text import TypedText


def parsed(text: str):
    return parse(TypedText(Document("a.proto", text.encode())))


EVERYTHING = """\
edition = "2023";
package a.b;
import public "x.proto";
import option "y.proto";
option (x).y.z = { a: 1, b { c: [1, 2] } [t.u/v.W]: <d: -inf>; };
extend google.protobuf.FieldOptions { string hint = 50001; }
message Outer { // Behind the brace.
  option deprecated = true;
  reserved 4, 7 to 9, 1000 to max;
  reserved foo, bar;
  extensions 100 to 199 [declaration = {number: 100, full_name: ".a.b.e;xt}", type: "string"}];
  string message = 1 [(hint) = "a" 'b\\x21', features.field_presence = LEGACY_REQUIRED];
  map<string, .a.b.Outer.Inner> enum = 2;
  message Inner { enum E { A = 0; B = -1 [deprecated = true]; reserved 5; } E rpc = 1; }
  oneof stream { option (x) = 1; string reserved = 3; Inner option = 5; }
  repeated double package = 6; ;
  optional group Result = 7 { required int32 service = 1; }
  float f = 11 [default = -1.5e3];
}
service S { option deprecated = true;
  rpc stream(stream Outer) returns (stream .a.b.Outer) { option idempotency_level = IDEMPOTENT; };
  rpc B(stream) returns (Outer.Inner);
}
"""


def test_everything():
    file = parsed(EVERYTHING)
    assert (file.syntax, file.package) == ("2023", "a.b")
    assert [found.path for found in file.imports] == ["x.proto", "y.proto"]
    assert file.options == {"(x)": {"y": {"z": {"a": 1, "b": {"c": [1, 2]}, "[t.u/v.W]": {"d": "-inf"}}}}}
    assert [message.name for message in file.messages] == ["a.b.Outer.Inner", "a.b.Outer.Result", "a.b.Outer"]
    outer = file.messages[-1]
    assert outer.description == "Behind the brace."
    assert [(f.name, f.type, f.label, f.key, f.choice) for f in outer.fields] == [
        ("message", "string", "", "", ""),
        ("enum", ".a.b.Outer.Inner", "", "string", ""),
        ("reserved", "string", "", "", "stream"),
        ("option", "Inner", "", "", "stream"),
        ("package", "double", "repeated", "", ""),
        ("result", "Result", "optional", "", ""),
        ("f", "float", "", "", ""),
    ]
    assert outer.fields[0].options == {"(hint)": "ab!", "features": {"field_presence": "LEGACY_REQUIRED"}}
    assert outer.fields[-1].options == {"default": -1500.0}
    assert [(e.name, e.values) for e in file.enumerations] == [("a.b.Outer.Inner.E", ("A", "B"))]
    (service,) = file.services
    assert [(m.name, m.request, m.takes_stream, m.gives_stream) for m in service.methods] == [
        ("stream", "Outer", True, True),
        ("B", "stream", False, False),
    ]
    assert service.methods[0].options == {"idempotency_level": "IDEMPOTENT"}


def test_options_that_are_set_twice_are_a_list():
    field = parsed("message A { int32 a = 1 [(b) = X, (b) = Y, c = 0x10, d = 010]; }").messages[0].fields[0]
    assert field.options == {"(b)": ["X", "Y"], "c": 16, "d": 8}


COMMENTS = """\
// Of nothing.

// ------- Ruler -------
// One.
//   Two.
message A {
  int32 a = 1; // Behind a.
  int32 b = 2;
  // Before c.
  int32 c = 3; // Not this one.

  // Of nothing.

  int32 d = 4;
  /* Block
   * of e. */ int32 e = 5;
  // Before f.
  // And more.
  int32 f = 6;
}
"""


def test_comments():
    (message,) = parsed(COMMENTS).messages
    assert message.description == "Ruler\nOne.\nTwo."
    assert {field.name: field.description for field in message.fields} == {
        "a": "Behind a.",
        "b": "",
        "c": "Before c.",
        "d": "",
        "e": "Block\nof e.",
        "f": "Before f.\nAnd more.",
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mesage A {}", '1:1: found "mesage"; expected `syntax`, `package`, `import`, `message`, `enum` or `service`'),
        ("message {}", '1:9: found "{"; expected the name of the message'),
        ("message A {\n  string a 1;\n}", '2:12: found "1"; expected `=` and a number after the name of the field'),
        ("message A {\n  string a = ;\n}", '2:14: found ";"; expected the number of the field'),
        ("message A {\n  string a = 1\n}", '3:1: found "}"; expected `;` at the end of the field'),
        ("message A {", "1:12: found the end of the file; expected a field, or `}` at the end of the message"),
        ("service S { rpc A(B); }", '1:21: found ";"; expected `returns` and the message that the rpc answers'),
        ("service S { rpc A B; }", '1:19: found "B"; expected `(` and a message'),
        ("enum E { A; }", '1:11: found ";"; expected `=` and a number after the name of the value'),
        ("import x;", '1:8: found "x"; expected the path of a file in quotes'),
        ('import "x', "1:8: a text that does not end on its line"),
        ("message A { /* ", "1:13: a comment that does not end"),
        ("message A { § }", '1:13: "§" has no meaning here'),
        ("option a = ;", '1:12: found ";"; expected a value'),
        ("message A { reserved 1 to", "1:26: found the end of the file; expected the definition to go on"),
        ("message A {" * 500, "1:672: found more than 60 definitions inside one another; expected fewer"),
        ("option a = " + "[" * 500, "found more than 60 definitions inside one another"),
    ],
)
def test_refusals(text, said):
    with pytest.raises(InputError) as error:
        parsed(text)
    assert said in str(error.value)


@given(st.lists(st.sampled_from(EVERYTHING.split()), max_size=40).map(" ".join) | st.text(max_size=60))
def test_whatever_comes_is_read_or_refused(text):
    try:
        parsed(text)
    except InputError as error:
        assert error.problems[0].path == "a.proto"


def test_cost_grows_with_the_text_alone():
    parsed("// a\n" * 40_000)
    parsed("message A {\n" + "  // Of it.\n  string a = 1;\n" * 20_000 + "}")
    with pytest.raises(InputError):
        parsed("/*" * 50_000)
