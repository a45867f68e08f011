"""Several things at once, stopping at the first failure."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

# Items of each worker that are begun or wait before the first result is asked for.
_AHEAD = 2


def stream(work: Callable[[T], R], items: Iterable[T], workers: int) -> Iterator[R]:
    """The results in the order of the items, which are taken only a few ahead: any number of them takes little memory.

    Work that has not begun when one fails, or when nobody asks for more, is dropped.
    """
    pool = ThreadPoolExecutor(workers, thread_name_prefix="pedigree")
    running: deque[Future[R]] = deque()
    try:
        for item in items:
            running.append(pool.submit(work, item))
            if len(running) >= _AHEAD * workers:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def run(work: Callable[[T], object], items: Iterable[T], workers: int) -> None:
    """Does the work for every item."""
    for _ in stream(work, items, workers):
        pass
