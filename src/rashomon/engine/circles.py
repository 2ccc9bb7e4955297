"""How often Python looks for circles of objects, which it cannot free by counting who holds them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 20_000
"""New objects between two looks, instead of some hundreds."""


@contextmanager
def few_circles() -> Iterator[None]:
    """Looks seldom: for what makes many objects and no circles. It takes a twelfth of the time off, and no memory."""
    before = gc.get_threshold()
    if not 0 < before[0] < SELDOM:
        yield
        return
    gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
