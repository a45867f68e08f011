"""When a call is made again, and when not."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import grpc

from pedigree.errors import PedigreeError

T = TypeVar("T")


@dataclass(frozen=True)
class RetryPolicy:
    """The outermost client is the one layer that retries; the services behind it do not.

    A call is made again when the server is UNAVAILABLE, asks by RetryInfo to come back later, or gave up on a service
    behind it while the caller still has time (DEADLINE_EXCEEDED). That is safe for every call of the API: reads change
    nothing, uploads are named by their content, and all other writes carry a `request_id`, which stays the same. A wait
    is never longer than what is left of the call's deadline.
    """

    attempts: int = 8
    first_wait: float = 0.1
    longest_wait: float = 5.0

    def run(self, call: Callable[[float | None], T], timeout: float | None) -> T:
        """Calls with the seconds that are left, until it succeeds or must not be tried again."""
        deadline = None if timeout is None else time.monotonic() + timeout
        for attempt in range(1, self.attempts + 1):
            try:
                return call(_left(deadline))
            except PedigreeError as error:
                wait = self.wait_before(attempt + 1, error)
                left = _left(deadline)
                if wait is None or (left is not None and wait >= left):
                    raise
                time.sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def wait_before(self, attempt: int, error: PedigreeError) -> float | None:
        """Seconds to wait before this attempt (the second is 2); None when there must be none."""
        if attempt > self.attempts or not _may_pass(error):
            return None
        if error.retry_after is not None:
            return error.retry_after * random.uniform(1.0, 1.1)
        return min(self.longest_wait, self.first_wait * 2 ** (attempt - 2)) * random.uniform(0.8, 1.2)


NEVER = RetryPolicy(attempts=1)


def _may_pass(error: PedigreeError) -> bool:
    if error.code in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED):
        return True
    return error.code is grpc.StatusCode.RESOURCE_EXHAUSTED and error.retry_after is not None


def _left(deadline: float | None) -> float | None:
    return None if deadline is None else max(0.0, deadline - time.monotonic())
