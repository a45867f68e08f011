"""The object store, where this client reaches it by itself: requests that the server has signed, over plain HTTP.

What goes wrong here is an `Unreachable`: it may pass, or the bytes take the way through the server.
"""

from collections.abc import Callable, Mapping
from typing import BinaryIO

import grpc
import urllib3

from pedigree import errors

_BLOCK = 1 << 20
_CONNECTIONS = 32
_TIMEOUT = urllib3.Timeout(connect=5, read=60)
_OK = 200
_WRITTEN_BEFORE = 412
_MAY_PASS = (408, 409, 429, 500, 502, 503, 504)


class Store:
    """Sends signed requests, each once; safe to use from several threads."""

    def __init__(self):
        self._http = urllib3.PoolManager(maxsize=_CONNECTIONS, blocksize=_BLOCK, timeout=_TIMEOUT, retries=False)

    def put(self, url: str, headers: Mapping[str, str], body: BinaryIO) -> None:
        """Puts bytes; the store refuses those that the signature is not for. Who finds them there has won as well."""
        try:
            answer = self._http.request("PUT", url, headers=dict(headers), body=body, redirect=False)
        except urllib3.exceptions.HTTPError as failure:
            raise _broken(failure) from None
        if answer.status not in (_OK, _WRITTEN_BEFORE):
            raise _refused(answer.status)

    def get(self, url: str, take: Callable[[bytes], None]) -> None:
        """Gets bytes, piece by piece."""
        try:
            answer = self._http.request("GET", url, preload_content=False, redirect=False)
            try:
                if answer.status != _OK:
                    raise _refused(answer.status)
                for piece in answer.stream(_BLOCK):
                    take(piece)
            finally:
                answer.release_conn()
        except urllib3.exceptions.HTTPError as failure:
            raise _broken(failure) from None

    def close(self) -> None:
        self._http.clear()


def _broken(failure: urllib3.exceptions.HTTPError) -> errors.Unreachable:
    """A connection that was not made means that there is no way; one that broke may be made again. URLs are secrets, so
    nothing of the failure but its kind is told."""
    unmade = (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError)
    code = None if isinstance(failure, unmade) else grpc.StatusCode.UNAVAILABLE
    return errors.Unreachable(f"the object store: {type(failure).__name__}", code=code)


def _refused(status: int) -> errors.Unreachable:
    code = grpc.StatusCode.UNAVAILABLE if status in _MAY_PASS else None
    return errors.Unreachable(f"the object store answers {status}", code=code)
