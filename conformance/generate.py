"""Cases for the real frameworks: lists of tool definitions, the same ones for the same seed.

Half of the definitions look like what Zod, pydantic, FastMCP and people write; a quarter are such definitions with
something changed; a quarter hold anything. The cases with a number are the same however many are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from generate_plain import by_hand, openapi
from generate_pydantic import fastmcp, output, pydantic
from generate_wild import odd, schema_of, wild
from generate_words import NOUNS, TEXTS, VERBS
from generate_zod import zod_3, zod_4

Tool = dict[str, Any]
HINTS = ("readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint")
REALISTIC: tuple[Callable[[Random], Any], ...] = (zod_3, zod_3, zod_4, pydantic, pydantic, fastmcp, by_hand, openapi)
ODD_NAMES = (
    *(
        "",
        " ",
        "get record",
        "files/read",
        "a.b.c",
        "get-record",
        "2fa",
        "class",
        "größe",
        "найти",
        "検索",
        "_x",
        "x:y",
    ),
    *(
        "a" * 48,
        "a" * 64,
        "a" * 65,
        "a" * 128,
        "a" * 129,
        "GetOrder",
        "get__order",
        "-x",
        "x-",
        "a@b",
        "é́",
        "x\ny",
        "---",
        "²x",
    ),
)
ODD_DESCRIPTIONS = ("", " ", "x" * 1025, "x" * 20_000, "🚀 Ünïcode", "<b>html</b>", "{braces} %s", "a\u0000b")


def cases(seed: int, number: int) -> Iterator[dict[str, Any]]:
    """Yield cases under the keys that drivers read."""
    for n in range(number):
        random = Random(f"{seed}:{n}")  # noqa: S311 - repeatable on purpose
        tools = [tool(random, f"{random.choice(VERBS)}_{random.choice(NOUNS)}")]
        if random.random() < 0.12:
            tools += [tool(random, f"{random.choice(VERBS)}_other{more}") for more in range(random.choice((1, 2)))]
            if random.random() < 0.5:
                tools[-1]["name"] = tools[0].get("name", "x")
        yield {"case": f"generated-{seed}-{n:05}", "tools": tools}


def tool(random: Random, name: str) -> Tool:
    """Return one definition."""
    family = random.random()
    schema = random.choice(REALISTIC)(random) if family < 0.75 else wild(random)
    made: Tool = {"name": name, "description": f"Does {name}. {random.choice(TEXTS)}", "inputSchema": schema}
    _extras(random, made)
    if 0.5 <= family < 0.75:
        for _ in range(random.choice((1, 1, 2))):
            random.choice(CHANGES)(random, made)
    return made


def _extras(random: Random, made: Tool) -> None:
    """Add what servers add beside name, description and input schema."""
    if random.random() < 0.3:
        made["annotations"] = {hint: random.random() < 0.5 for hint in random.sample(HINTS, 2)}
        made["annotations"].update({"title": "A title"} if random.random() < 0.5 else {})
    if random.random() < 0.15:
        made["outputSchema"] = output(random)
    if random.random() < 0.15:
        made["title"] = "A title"
    if random.random() < 0.05:
        made["_meta"] = {"_fastmcp": {"tags": []}}
    if random.random() < 0.05:
        made["execution"] = {"taskSupport": random.choice(("forbidden", "optional"))}


def _rename(random: Random, made: Tool) -> None:
    made["name"] = random.choice(ODD_NAMES)


def _describe(random: Random, made: Tool) -> None:
    made["description"] = random.choice(ODD_DESCRIPTIONS)


def _drop(random: Random, made: Tool) -> None:
    made.pop(random.choice(("name", "description", "description", "inputSchema")), None)


def _mistype(random: Random, made: Tool) -> None:
    made[random.choice(("name", "description", "inputSchema", "title", "_meta", "icons", "execution"))] = odd(random)


def _annotate(random: Random, made: Tool) -> None:
    odd: Any = random.choice(("true", "yes", 1, None, "maybe", [], {}, 2, 0.0))
    made["annotations"] = odd if random.random() < 0.2 else {random.choice((*HINTS, "title", "other")): odd}


def _answer(random: Random, made: Tool) -> None:
    made["outputSchema"] = random.choice(
        ({"type": "array"}, {"type": "string"}, {}, True, None, schema_of(random, depth=2))
    )


def _root(random: Random, made: Tool) -> None:
    """Change a key of the schema's root."""
    schema = made.get("inputSchema")
    if not isinstance(schema, dict):
        return
    kind = random.random()
    if kind < 0.35:
        schema.pop(random.choice(("type", "properties", "required", "required", "additionalProperties")), None)
    elif kind < 0.55:
        key = random.choice(("type", "properties", "required", "additionalProperties", "$schema", "$defs", "title"))
        schema[key] = random.choice((odd(random), "object", ["object"], ["object", "null"], "string"))
    elif kind < 0.7:
        schema["required"] = [*schema.get("properties", {}), random.choice(("absent", 5, None))]
    else:
        parts = [{"required": [name]} for name in schema.get("properties", {})] or [{}]
        choice: dict[str, Any] = {random.choice(("anyOf", "oneOf", "allOf")): parts}
        schema.update(
            random.choice((choice, {"description": "A root."}, {"minProperties": 1}, {"x-root": 1}, {"$id": "a"}))
        )


def _property(random: Random, made: Tool) -> None:
    """Put something else at a property, or a keyword into it."""
    schema = made.get("inputSchema")
    properties = schema.get("properties") if isinstance(schema, dict) else None
    if not isinstance(properties, dict) or not properties:
        return
    name = random.choice(list(properties))
    if random.random() < 0.4 or not isinstance(properties[name], dict):
        properties[name] = schema_of(random, depth=2)
    else:
        more = schema_of(random, depth=2)
        properties[name] = {**properties[name], **more} if isinstance(more, dict) else more


CHANGES = (
    _rename,
    _describe,
    _drop,
    _mistype,
    _annotate,
    _answer,
    _root,
    _root,
    _property,
    _property,
    _property,
    _property,
)
