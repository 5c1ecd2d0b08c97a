"""The names of the tools taken apart, so that one finds what reads or takes back what another does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from auditor.derive.claims import Claims
from auditor.derive.effects import WORD, effect_of_verb
from auditor.model.entities import Entity

_READS = (
    "get",
    "info",
    "read",
    "show",
    "describe",
    "fetch",
    "view",
    "retrieve",
    "open",
    "list",
    "search",
    "find",
    "query",
)
"""Verbs of reading, from the one that shows a single object best."""
_LOOSE = frozenset(
    {
        "a",
        "all",
        "an",
        "and",
        "by",
        "content",
        "contents",
        "data",
        "detail",
        "details",
        "full",
        "id",
        "ids",
        "information",
        "or",
        "text",
        "the",
    }
)
"""Words that do not tell one object from another."""
_INVERSE = {
    "create": "delete remove",
    "add": "remove delete",
    "register": "unregister deregister",
    "delete": "restore undelete",
    "remove": "restore",
    "archive": "unarchive restore",
    "unarchive": "archive",
    "enable": "disable",
    "disable": "enable",
    "lock": "unlock",
    "unlock": "lock",
    "activate": "deactivate",
    "deactivate": "activate reactivate",
    "subscribe": "unsubscribe",
    "unsubscribe": "subscribe",
    "pin": "unpin",
    "unpin": "pin",
    "block": "unblock",
    "unblock": "block",
    "star": "unstar",
    "unstar": "star",
    "follow": "unfollow",
    "unfollow": "follow",
    "mute": "unmute",
    "unmute": "mute",
    "watch": "unwatch",
    "close": "reopen",
    "start": "stop",
    "stop": "start",
    "pause": "resume unpause",
    "resume": "pause",
    "suspend": "unsuspend resume",
    "publish": "unpublish",
    "attach": "detach",
    "detach": "attach",
    "assign": "unassign",
    "unassign": "assign",
    "grant": "revoke",
    "install": "uninstall",
    "join": "leave",
    "connect": "disconnect",
    "ban": "unban",
    "hide": "unhide",
    "like": "unlike",
    "freeze": "unfreeze",
    "reserve": "release cancel",
    "book": "cancel",
    "schedule": "unschedule cancel",
    "charge": "refund",
    "pay": "refund",
    "upload": "delete",
    "set": "unset",
    "trash": "restore untrash",
}
"""Verbs, and the verbs of what takes them back. A creation does not take back a deletion: what was there is lost."""

_Key = tuple[str | None, tuple[str, ...]]


class Names:
    """The names of tools, by interface."""

    def __init__(self, claims: Claims, tools: Sequence[Entity], owners: dict[str, str]) -> None:
        self._owners = owners
        self._words = {tool.id: words_of(str(claims.value(tool.id, "own_name") or tool.name)) for tool in tools}
        self._without_prefix(tools)
        self._whole: dict[_Key, str] = {}
        self._reads: dict[_Key, tuple[int, int, str]] = {}
        for tool_id, words in self._words.items():
            owner = owners.get(tool_id)
            self._whole.setdefault((owner, tuple(map(singular, words))), tool_id)
            rank = next((_READS.index(word) for word in words if word in _READS), None)
            # What reads and writes by its name, such as `get_or_create_trip`, proves nothing.
            if rank is not None and not any(effect_of_verb(word) not in ("", "read") for word in words):
                about = object_in(words)
                key, closest = (owner, about), (len(words) - len(about), rank, tool_id)
                self._reads[key] = min(self._reads.get(key, closest), closest)

    def _without_prefix(self, tools: Sequence[Entity]) -> None:
        """Leave out the first word where all tools of an interface share it: it is the name of the product."""
        by_owner: dict[str | None, list[str]] = defaultdict(list)
        for tool in tools:
            by_owner[self._owners.get(tool.id)].append(tool.id)
        for ids in by_owner.values():
            if len(ids) > 1 and len({tuple(self._words[tool_id][:1]) for tool_id in ids}) == 1:
                self._words.update((tool_id, self._words[tool_id][1:]) for tool_id in ids)

    def read_of(self, tool: Entity) -> str | None:
        """Return the tool that by its name reads the object that this one is about."""
        about = object_in(self._words[tool.id])
        found = self._reads.get((self._owners.get(tool.id), about)) if about else None
        return found[-1] if found is not None and found[-1] != tool.id else None

    def inverse_of(self, tool: Entity) -> str | None:
        """Return the tool whose name is the same but for a verb that takes back this one's."""
        for name in _inverses(self._words[tool.id]):
            found = self._whole.get((self._owners.get(tool.id), tuple(map(singular, name))))
            if found is not None and found != tool.id:
                return found
        return None


def words_of(name: str) -> list[str]:
    """Return the words of a name in small letters."""
    return [word.lower() for word in WORD.findall(name)]


def object_in(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a name that say what it is about, each as one of a kind."""
    kept = (word for word in words if word not in _LOOSE and word not in _READS and not effect_of_verb(word))
    return tuple(singular(word) for word in kept)


def singular(word: str) -> str:
    """Return a word as one of a kind, well enough to compare names."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _inverses(words: Sequence[str]) -> Iterator[list[str]]:
    place = next((number for number, word in enumerate(words) if word in _INVERSE), None)
    if place is not None:
        for verb in _INVERSE[words[place]].split():
            yield [*words[:place], verb, *words[place + 1 :]]
