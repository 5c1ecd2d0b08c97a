"""English words in the names and texts of tools: verbs, what they do, and which words mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VERBS = {
    "read": "get list search find query lookup fetch read show describe count check validate preview estimate browse "
    "calculate view download export",
    "create": "create add insert register upload open book reserve schedule generate import",
    "update": "update edit modify set change rename replace patch put move merge assign enable disable restore undo "
    "write append save push",
    "delete": "delete cancel remove purge destroy drop revoke erase clear terminate kill wipe uninstall",
    "send": "send email notify publish broadcast tweet sms message forward reply invite share",
    "spend": "pay charge refund transfer purchase buy order checkout withdraw payout",
    "execute": "execute run eval exec invoke launch",
}
EFFECT_OF_VERB = {verb: effect for effect, verbs in _VERBS.items() for verb in verbs.split()}
"""What a verb in a tool's name suggests that a call does."""

CRUD = frozenset({"get", "list", "create", "update", "delete"})
"""The verbs, each for all that mean the same, that only store and give back records."""

_OTHER_VERBS = """
    abort accept acknowledge activate analyse analyze annotate answer append apply approve archive ask attach audit
    authenticate authorize back backup ban begin bind block bookmark build bulk call capture cast check checkin
    claim classify click clone close collect comment commit compare compile complete compose compress compute
    configure confirm connect consolidate consume continue convert copy crawl crop cut deactivate debug decline
    decode decrypt dedupe define delegate deliver demote deny deploy deprecate detach detect diff disconnect
    discover dismiss dispatch display divide do draft drag draw duplicate echo empty emulate encode encrypt end enqueue
    enrich enroll enter escalate evaluate exchange exclude expand expire explain explore extend extract favorite
    fill filter finalize finish fix flag flush follow fork format geocode give grant group gzip handle hide
    highlight hold hover identify ignore include increment index ingest initialize inspect install interact
    invalidate join keep kick label leave link listen load lock log login logout look make manage map mark match
    measure migrate mint monitor mount multiply mute navigate new observe offer onboard optimize parse pause pick
    pin ping place plan play plot poll pop post predict prepare press print prioritize process produce promote
    propose provide provision prune pull push quarantine quote rank rate reactivate rebase reboot rebuild recall
    receive recommend reconcile record recover recycle redeem redeliver redirect redo reduce refine refresh
    regenerate register reindex reject relay release reload remember remind render renew reopen reorder report
    reprioritize request require rerank rerequest rerun resend reset resize resolve respond restart restrict resume
    retrieve retry return revert review rewrite rollback rotate route sample save scale scan scope score scrape
    screenshot scroll select serve sign simulate skip sleep snapshot snooze solve sort split stack star start stop
    store stream submit subscribe subtract suggest sum summarise summarize suspend switch sync synchronize tag take
    tap test think toggle trace track train transcode transcribe transform translate trash traverse trigger trim
    type unarchive unassign unban unblock unfavorite unfollow unfurl unhide uninvite unlabel unlink unlock unmark
    unmute unpin unpublish unregister unsnooze unstack unstar unsubscribe unsuspend upgrade upsert use verify vote
    wait warn watch write zip
"""
VERBS = frozenset(EFFECT_OF_VERB) | _words(_OTHER_VERBS)
"""Verbs that names of tools and of API operations use."""

_SAME = (
    "get fetch retrieve show view describe display return",
    "list enumerate browse",
    "search find query lookup",
    "create add new insert register make",
    "update edit modify change patch alter set replace put",
    "delete remove destroy drop erase purge",
    "cancel close terminate end abort",
    "send post publish",
    "execute run invoke trigger start launch",
    "check verify validate",
)
_STANDS_FOR = {word: group.split()[0] for group in _SAME for word in group.split()}
"""The first of the words that a model takes for one another; opposites such as lock and unlock are never among them."""

_EMPTY = _words(
    "a an the of for to in on by with from and or at as is are be this that these those it its your you given "
    "specified specific particular any some existing current via using used will can may which when where "
    "tool api endpoint method call request information info details detail data value values"
)
"""Words that tell no tool from another."""

_LONG = {
    "auth": "authentication",
    "config": "configuration",
    "db": "database",
    "dir": "directory",
    "docs": "document",
    "env": "environment",
    "id": "identifier",
    "ids": "identifier",
    "msg": "message",
    "org": "organization",
    "organisation": "organization",
    "repo": "repository",
}
_IN_NAME = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_IN_TEXT = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SKIPPED = re.compile(r"https?://\S+")


def words_of_name(name: str) -> list[str]:
    """Return the words of a name such as `getUser`, `get_user` or `users/get`, in lower case."""
    return [word.lower() for word in _IN_NAME.findall(name)]


def words_of_text(text: str) -> list[str]:
    """Return the words of a text in lower case, without addresses of pages."""
    return _IN_TEXT.findall(_SKIPPED.sub(" ", text).lower())


def is_verb(word: str) -> bool:
    """Tell whether a word of a name is a verb; `restart` and `rerun` are known, other words with `re` by their rest."""
    return word in VERBS or (word.startswith("re") and word[2:] in VERBS)


def canonical(words: Iterable[str]) -> dict[str, str]:
    """Return the words that say something, each under the word that stands for all that mean the same.

    Verbs stand under the first of their group (`fetch` under `get`), nouns under their singular (`repos` under
    `repository`); words such as `the` and `specified` are left out.
    """
    found: dict[str, str] = {}
    for word in words:
        if key := stand_for(word):
            found.setdefault(key, word)
    return found


@lru_cache(maxsize=50_000)
def stand_for(word: str) -> str:
    """Return the word that stands for all that mean the same as this one; empty for one that says nothing."""
    root = singular(_LONG.get(word, word))
    root = _LONG.get(root, root)
    return "" if word in _EMPTY or root in _EMPTY else _STANDS_FOR.get(root, root)


def singular(word: str) -> str:
    """Return the singular of a noun, or the plain form of a verb in the third person."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
