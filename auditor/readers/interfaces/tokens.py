"""Counts the tokens of a definition: exactly where tiktoken and its vocabulary are at hand, else by estimate."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from auditor.model.tokens import HOW_ESTIMATED, estimated_tokens

_ENCODING = "o200k_base"
_ADDRESS = "https://openaipublic.blob.core.windows.net/encodings/o200k_base.tiktoken"
_SHA256 = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"
"""Of the vocabulary, as tiktoken itself checks it; it would fetch another one, and an audit must not reach out."""


def count_tokens(text: str) -> tuple[int, str]:
    """Return the tokens of a text and how they were counted."""
    exact = _exact_counter()
    if exact is not None:
        return exact(text), f"counted with tiktoken, {_ENCODING}"
    return estimated_tokens(text), HOW_ESTIMATED


@cache
def _exact_counter() -> Callable[[str], int] | None:
    """Return tiktoken's own counting, or None where the package or its vocabulary is not installed."""
    if not vocabulary_is_here():
        return None
    try:
        from tiktoken import get_encoding  # optional, and slow to import
    except ImportError:
        return None
    encoding = get_encoding(_ENCODING)
    return lambda text: len(encoding.encode(text, disallowed_special=()))


def vocabulary_is_here() -> bool:
    """Tell whether tiktoken would find its vocabulary in its cache, whole and unchanged, and so not fetch it."""
    folder = os.environ.get("TIKTOKEN_CACHE_DIR", os.environ.get("DATA_GYM_CACHE_DIR"))
    if folder == "":
        return False  # tiktoken then keeps nothing and fetches each time
    # tiktoken names the file by the SHA-1 of its address.
    name = hashlib.sha1(_ADDRESS.encode(), usedforsecurity=False).hexdigest()
    try:
        held = Path(folder or Path(tempfile.gettempdir()) / "data-gym-cache", name).read_bytes()
    except OSError:
        return False
    return hashlib.sha256(held).hexdigest() == _SHA256
