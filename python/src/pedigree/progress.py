"""How far a push or pull is: a bar on a terminal, or a function of yours."""

import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

from tqdm import tqdm

# Called with what is done (`hash`, `upload`, `check`, `download`), bytes done and bytes in all. Of what the server does
# with labels (`reading`, `comparing`, `counting`, `writing`) rows are told.
Report = Callable[[str, int, int], None]


class Progress(AbstractContextManager):
    """One stage of work, counted in bytes; safe to advance from several threads."""

    def __init__(self, stage: str, total: int, report: Report | None, bar: bool):
        self._stage = stage
        self._total = total
        self._done = 0
        self._report = report
        self._lock = threading.Lock()
        self._bar = None
        if bar:
            self._bar = tqdm(desc=stage, total=total, unit="B", unit_scale=True, leave=False, file=sys.stderr)
        elif report:
            report(stage, 0, total)

    def advance(self, count: int) -> None:
        with self._lock:
            self._done += count
            if self._bar is not None:
                self._bar.update(count)
            elif self._report:
                self._report(self._stage, self._done, self._total)

    def __exit__(self, *_):
        if self._bar is not None:
            self._bar.close()


class Told(AbstractContextManager):
    """Work that the server does and tells of: which stage it is in, and with how many rows."""

    def __init__(self, progress: bool | Report | None):
        self._report = progress if callable(progress) else None
        shown = sys.stderr.isatty() if progress is None else progress
        self._bar = None
        if shown and not self._report:
            self._bar = tqdm(bar_format="{desc}: {n_fmt} rows, {elapsed}", leave=False, file=sys.stderr)

    def tell(self, stage: str, rows: int) -> None:
        if self._bar is not None:
            self._bar.n = rows
            self._bar.set_description(stage)
        elif self._report:
            self._report(stage, rows, rows)

    def __exit__(self, *_):
        if self._bar is not None:
            self._bar.close()


class Tally:
    """The bytes of one blob, which may be moved more than once and count once; safe to use from several threads."""

    def __init__(self, progress: Progress):
        self._progress = progress
        self._counted = 0
        self._lock = threading.Lock()

    def add(self, count: int) -> None:
        """So many more were moved."""
        with self._lock:
            self._counted += count
            self._progress.advance(count)

    def reached(self, offset: int) -> None:
        """All before this one were moved."""
        with self._lock:
            fresh = max(0, offset - self._counted)
            self._counted += fresh
            self._progress.advance(fresh)


def stages(progress: bool | Report | None) -> Callable[[str, int], Progress]:
    """Turns the argument `progress` of push and pull into stages: None is a bar if stderr is a terminal."""
    if callable(progress):
        return lambda stage, total: Progress(stage, total, progress, bar=False)
    bar = sys.stderr.isatty() if progress is None else progress
    return lambda stage, total: Progress(stage, total, None, bar=bar)
