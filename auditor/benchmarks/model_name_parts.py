"""Takes the name of a model to pieces: family, version, size, snapshot, mode and precision."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize


class Snapshot(NamedTuple):
    """A mark that pins one state of a model; a name may give the month without the day, or no year."""

    year: str = ""
    month: str = ""
    day: str = ""
    serial: str = ""

    def __str__(self) -> str:
        return self.serial or "-".join(part for part in (self.year, self.month, self.day) if part)


class NameParts(NamedTuple):
    """A name taken to pieces; the order of its words is left out, since people write `Claude 4.5 Opus` too."""

    families: frozenset[str]
    words: frozenset[str]
    numbers: tuple[str, ...]
    sizes: frozenset[str]
    modes: frozenset[str]
    precisions: frozenset[str]
    efforts: frozenset[str]
    snapshot: Snapshot | None
    moving: bool
    """Whether it says itself that it moves: `latest`."""


_FAMILIES = frozenset(
    re.findall(
        "[a-z]+",
        "claude gpt o gemini gemma palm llama nemotron qwen qwq qvq deepseek mistral mixtral ministral devstral "
        "codestral magistral pixtral grok glm kimi minimax minicpm command aya nova phi granite falcon jamba yi ernie "
        "hunyuan doubao hermes olmo tulu dbrx starcoder codellama vicuna internlm baichuan step solar xlam hammer "
        "functionary",
    )
)
_VENDORS = frozenset(
    re.findall(
        "[a-z]+",
        "openai anthropic google meta mistralai moonshotai moonshot amazon alibaba alibabacloud xai zai zhipu zhipuai "
        "cohere nvidia microsoft ibm ai azure bedrock vertex genericagent",
    )
)
_MODES = {
    "thinking": "thinking",
    "reasoning": "reasoning",
    "reasoner": "reasoner",
    "nonthinking": "non-thinking",
    "nonreasoning": "non-reasoning",
}
_PRECISION = re.compile(
    r"(?<![0-9a-z.])(?:awq|gptq|gguf|ggml|exl[23]|mlx|onnx|(?:nv|mx)?fp(?:4|8|16|32)|bf16|nf4|int[48]|w[0-9]+a[0-9]+"
    r"|[48]-?bit|i?q[2-8](?:[-_](?:k|0|1)(?:[-_][sml])?)?)(?![0-9a-z.])"
)
_EFFORT = "none|minimal|low|medium|high|xhigh|max|enabled"
_EFFORT_ASIDE = re.compile(rf"(?P<effort>{_EFFORT})(?: (?:reasoning|thinking|effort))?")
_BARE_EFFORTS = frozenset(("minimal", "low", "medium", "high", "xhigh"))
_WITH_EFFORT = frozenset(("claude", "gpt", "o", "gemini", "grok"))
"""Families in whose names a bare `medium` is an effort and not a size, as it is in `devstral-medium`."""
_ASIDE = re.compile(r"[(\[](?P<said>[^()\[\]]*)[)\]]")
_ABOUT_THE_RUN = re.compile(r"harness|\bsteps?\b|agent|^t ?= ?[0-9]|cot\b|bash|\bopen(?:hands|apa)\b|^native$")
_CALLING = re.compile(r"(?<![0-9a-z])(?:fc|prompt(?:ed)?|\+)(?![0-9a-z])")
_CALLING_AT_END = re.compile(r"[- ]fc(?=$|[- ]thinking$)")
_SERVING = re.compile(r":(?:free|beta|nitro|floor|online|extended|exacto|default)(?![0-9a-z])|@default$")
_FOLDERS = re.compile(r"(?:\s*(?![0-9]+(?:\.[0-9]+)?b/|[^\s/]*-[0-9]+b/)[^\s/]*/+)+\s*")
_REGION = re.compile(
    r"(?:(?:us|eu|apac|ap|jp|au|ca|sa|global|us-gov)\.)?"
    r"(?:anthropic|meta|amazon|mistral|cohere|ai21|deepseek|openai|qwen|google|minimax|moonshot|nvidia|writer|zai)\."
    r"(?=[a-z])"
)
_BEDROCK_VERSION = re.compile(r"[- ]v[0-9]+:[0-9]+(?::[0-9]+k)?(?=$|[^0-9a-z:])")
_MONTH, _DAY = "(?P<m>0[1-9]|1[0-2])", "(?P<d>0[1-9]|[12][0-9]|3[01])"
_SNAPSHOTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![0-9])(?P<y>20[12][0-9])[-./]?{_MONTH}[-./]?{_DAY}(?![0-9])",
        rf"(?<![0-9a-z.])(?P<y>20[12][0-9])-{_MONTH}(?![0-9a-z.])",
        rf"(?<![0-9a-z.]){_MONTH}-(?P<y>20[12][0-9])(?![0-9a-z.])",
        rf"(?<![0-9a-z.])(?P<yy>2[3-9]){_MONTH}(?![0-9a-z.])",
        rf"(?<![0-9a-z.]){_MONTH}-?{_DAY}(?![0-9a-z.])",
        r"(?<![0-9a-z.])(?P<serial>00[0-9])(?![0-9a-z.])",
    )
)
"""2025-09-23 and 20250923; 2025-09; 09-2025; 2509; 0923 and 09-23; 001."""
_SIZE = re.compile(r"(?<![0-9a-z.])[ae]?[0-9]+(?:\.[0-9]+)?(?:x[0-9]+(?:\.[0-9]+)?)?[bmtke](?![0-9a-z])")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*[a-z]?(?![0-9a-z])|[0-9]+(?:\.[0-9]+)*")
_WORD = re.compile(r"[^\W\d_]+")
_POINT = re.compile(r"(?<![0-9.])([0-9]{1,2})(?:-|(?<=[0-9])p(?=[0-9]))([0-9])(?![0-9a-z.])")
_NO_VERSION = re.compile(r"(?<![0-9a-z])(?:main|master|default|stable|current|ga|release|snapshot)(?![0-9a-z])")
_HASH = re.compile(r"(?<![0-9a-z])(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{7,64}(?![0-9a-z])")
_NOT_THINKING = re.compile(r"(?<![0-9a-z])no(?:n|(?: ext\.)?)[- ]?(thinking|reasoning)(?![0-9a-z])")
_P_FOR_POINT = re.compile(r"(?<=[0-9])p(?=[0-9])")
_V_OF_VERSION = re.compile(r"(?<![^\W\d_])v(?=[0-9])")
_UNSAID = frozenset(("", "unknown", "none", "null", "n/a", "na", "model", "unspecified", "undefined"))


def plain(name: str) -> str:
    """Return a name in lower case, with `-` for `_` and `/` for `__`."""
    return normalize("NFKC", name).casefold().replace("__", "/").replace("_", "-").strip().rstrip("/ ")


def parts_of(said: str) -> NameParts | None:
    """Return the pieces of a name; None where it names nothing, as `unknown` does not."""
    parts = _pieces(said)
    return parts if parts is not None and parts.families else None


def parts_of_version(said: str) -> NameParts | None:
    """Return the pieces of a version, which need not name a model: `2025-09-23`, `latest`; None where it says nothing.

    Words that name no version (`main`, `default`) and hashes count as nothing.
    """
    return _pieces(_HASH.sub(" ", _NO_VERSION.sub(" ", plain(said))))


def names_a_known_family(parts: NameParts) -> bool:
    """Whether a name belongs to a family that this program knows, such as `claude`."""
    return bool(parts.families & _FAMILIES)


@lru_cache(maxsize=4096)
def _pieces(said: str) -> NameParts | None:
    text = plain(said)
    if text in _UNSAID:
        return None
    text, efforts = _without_asides(_without_address(text))
    text = _without_address(_without_scaffold(text))
    text = _CALLING_AT_END.sub("", _SERVING.sub(" ", text).strip())
    text, snapshot = _without_snapshot(text)
    text = _NOT_THINKING.sub(r" non\1 ", text)
    text, precisions = _taken(_PRECISION, text)
    text = _POINT.sub(r"\1.\2", _P_FOR_POINT.sub(".", text))
    text, sizes = _taken(_SIZE, text.replace("/", " ").replace(":", " "))
    words = set(_WORD.findall(_V_OF_VERSION.sub(" ", text)))
    numbers = [_trimmed(number) for number in _NUMBER.findall(text)]
    words -= {number[-1] for number in numbers if number[-1:].isalpha() and not _stands_alone(number[-1], text)}
    modes = words & _MODES.keys()
    return _composed(
        text,
        words - modes,
        NameParts(
            families=frozenset(),
            words=frozenset(),
            numbers=tuple(sorted(numbers)),
            sizes=sizes,
            modes=frozenset(_MODES[mode] for mode in modes),
            precisions=precisions,
            efforts=efforts,
            snapshot=snapshot,
            moving="latest" in words,
        ),
    )


def _composed(text: str, said: set[str], parts: NameParts) -> NameParts | None:
    """Add the families and the words that tell variants apart; None where nothing is left at all."""
    words = said - {"latest"}
    words = words - _VENDORS or words
    if "chatgpt" in words:
        words |= {"gpt"}
    families = frozenset(words & _FAMILIES)
    if "gemma" in families and "it" in words:
        words = (words - {"it"}) | {"instruct"}
    if not families:
        first = next((word for word in _WORD.findall(text) if word in words), "") or "".join(parts.numbers)
        families = frozenset(filter(None, (first or min(parts.sizes, default=""),)))
    if not families and parts.snapshot is None and not parts.moving and not parts.modes:
        return None
    bare = frozenset(words & _BARE_EFFORTS) if families & _WITH_EFFORT else frozenset[str]()
    return parts._replace(families=families, words=frozenset(words) - bare, efforts=parts.efforts | bare)


def _without_scaffold(text: str) -> str:
    """`mini-swe-agent + claude 4 opus` and `gpt-5.5 / terminus-2` measure the model, which has a known family."""
    pieces = re.split(r" \+ | / ", text)
    known = [piece for piece in pieces if _families_in(piece)]
    return known[0] if len(pieces) > 1 and len(known) == 1 else text


def _families_in(text: str) -> set[str]:
    return set(_WORD.findall(text)) & _FAMILIES


def _without_asides(text: str) -> tuple[str, frozenset[str]]:
    """Drop what brackets say about calling and about the run; keep dates and modes in the text, and efforts apart."""
    efforts: set[str] = set()

    def kept(match: re.Match[str]) -> str:
        left = []
        for piece in _CALLING.sub(" ", match["said"]).split(","):
            said = " ".join(piece.split())
            if effort := _EFFORT_ASIDE.fullmatch(said):
                efforts.add(effort["effort"])
            elif said and not _ABOUT_THE_RUN.search(said):
                left.append(said)
        return f" {' '.join(left)} "

    return _ASIDE.sub(kept, text).strip(), frozenset(efforts)


def _without_address(text: str) -> str:
    """Drop the provider, the organisation and the region in front, and the revision that Bedrock puts behind."""
    folders = _FOLDERS.match(text)
    text = text[folders.end() :] if folders else text
    return _BEDROCK_VERSION.sub(" ", _REGION.sub("", text, count=1) if _REGION.match(text) else text)


def _without_snapshot(text: str) -> tuple[str, Snapshot | None]:
    for pattern in _SNAPSHOTS:
        if found := pattern.search(text):
            said = found.groupdict()
            year = said.get("y") or ("20" + said["yy"] if said.get("yy") else "")
            snapshot = Snapshot(year, said.get("m") or "", said.get("d") or "", said.get("serial") or "")
            return pattern.sub(" ", text), snapshot
    return text, None


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, frozenset[str]]:
    return pattern.sub(" ", text), frozenset(re.sub(r"[-_]", "", found) for found in pattern.findall(text))


def _trimmed(number: str) -> str:
    return re.sub(r"(?:\.0+)+(?=[a-z]?$)", "", number)


def _stands_alone(letter: str, text: str) -> bool:
    return re.search(rf"(?<![^\W_]){letter}(?![^\W_])", text) is not None
