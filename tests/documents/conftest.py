"""Real files, where the checkout stands beside a collection of them."""

from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    if not CORPUS.is_dir():
        pytest.skip("the collection of real files is not beside this checkout")
    return CORPUS
