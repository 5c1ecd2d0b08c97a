"""Where reading differs from two public test suites, and why. A case that stops to differ fails the tests."""


def cases(reason: str, ids: str) -> dict[str, str]:
    return dict.fromkeys(ids.split(), reason)


# Must fail by the suite. libyaml is more generous; what is read is what the writer meant.
YAML_ACCEPTED = {
    **cases("a comment without a blank before it", "9JBA/00 CVW2/00 SU5Z/00 X4QW/00"),
    **cases("lines of one value that are indented too little", "9C9N/00 QB6E/00 DK95/01 Y79Y/03"),
    **cases("blank lines of a block text that are indented more than the text", "S98Z/00"),
    **cases(
        "a directive without ... before it, or with a comment too close", "9HCY/00 EB22/00 RHX7/00 MUS6/00 MUS6/01"
    ),
    **cases("a lone dash as an item in brackets", "G5U8/00 YJV2/00"),
    **cases("a comma as part of a tag", "U99R/00"),
}

# Must be read by the suite. All are refused with a place, so that nothing is silently misread.
YAML_REFUSED = {
    **cases(
        "a mapping or a list as a key has no place among plain values",
        "4FJ6/00 6BFJ/00 6PBE/00 9MMW/00 KK5P/00 LX3P/00 M2N8/00 M2N8/01 M5DY/00 Q9WF/00 RZP5/00 SBG9/00 V9D5/00"
        " X38W/00 XW4D/00",
    ),
    **cases("a repeated key, here the empty one, is a mistake", "2JQS/00"),
    **cases(
        "libyaml: a key in brackets stands on one line with its colon",
        "4MUZ/01 4MUZ/02 5MUD/00 9SA2/00 K3WX/00 NJ66/00 UT92/00 VJP3/01",
    ),
    **cases("libyaml: no tab where a token could begin", "6BCT/00 A2M4/00 DK95/00 DK95/03 DK95/04 R4YG/00 Y79Y/10"),
    **cases("libyaml: directives of other versions or without a name", "BEC7/00 ZYU8/01 ZYU8/02 ZYU8/03"),
    **cases("libyaml: no text that begins with % at the left edge", "M7A3/00"),
    **cases("libyaml: no stream of nothing but ...", "HWV9/00 QT73/00"),
    **cases("libyaml: no pair without a key in a list in brackets", "CFD4/00"),
    **cases("libyaml: no tag without a value in brackets", "WZ62/00"),
}

# Read by both, differently.
YAML_DIFFERENT = {
    **cases("libyaml: ? in brackets begins a key even without a blank after it", "652Z/00 HM87/01"),
    **cases("libyaml: a last line of blanks without a line break adds no line", "JEF9/02 L24T/01"),
    **cases("libyaml: a colon ends the name of an anchor", "Y2GN/00"),
}

JSON_ACCEPTED = cases(
    "comments are accepted with a warning, since the files of editors and agents have them",
    "n_object_trailing_comment.json n_object_trailing_comment_slash_open.json n_structure_object_with_comment.json",
)
JSON_REFUSED = cases(
    "a repeated key is a mistake, and readers differ on which value counts",
    "y_object_duplicated_key.json y_object_duplicated_key_and_value.json",
)
