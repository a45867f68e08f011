"""What every call gets: the credential, a deadline, a request_id, retries and typed errors."""

import uuid
from collections.abc import Callable
from typing import NamedTuple

import grpc

from pedigree import errors
from pedigree.retry import RetryPolicy

# Bytes of trailers that the channel takes, told to the server: it cuts refusals that are longer.
LARGEST_REFUSAL = 256 << 10


class _Details(NamedTuple):
    method: str
    timeout: float | None
    metadata: list | None
    credentials: grpc.CallCredentials | None
    wait_for_ready: bool | None
    compression: grpc.Compression | None


class Details(_Details, grpc.ClientCallDetails):
    """A call's details, which gRPC gives in a form that cannot be changed."""

    @classmethod
    def of(cls, details: grpc.ClientCallDetails, timeout: float | None, token: str | None) -> "Details":
        metadata = list(details.metadata or ())
        metadata.append(("x-metadata-limit", str(LARGEST_REFUSAL)))
        if token:
            metadata.append(("authorization", f"Bearer {token}"))
        wait = getattr(details, "wait_for_ready", None)
        compression = getattr(details, "compression", None)
        return cls(details.method, timeout, metadata, details.credentials, wait, compression)


class Calls(grpc.UnaryUnaryClientInterceptor, grpc.UnaryStreamClientInterceptor, grpc.StreamUnaryClientInterceptor):
    """The interceptor that stubs of this package are called through."""

    def __init__(self, token: str | None, timeout: float, retry: RetryPolicy, on_write: Callable[[str], None]):
        self._token = token
        self._timeout = timeout
        self._retry = retry
        self._on_write = on_write

    def intercept_unary_unary(self, continuation, details, request):
        request = with_request_id(request)

        def attempt(left: float | None):
            outcome = continuation(Details.of(details, left, self._token), request)
            return self._checked(outcome, request)

        outcome = self._retry.run(attempt, self._deadline(details))
        self._remember(request, outcome.result())
        return outcome

    def intercept_unary_stream(self, continuation, details, request):
        # Only the caller knows what of a broken stream it has used, so it starts the stream again (download.py).
        return TypedStream(continuation(Details.of(details, details.timeout, self._token), request))

    def intercept_stream_unary(self, continuation, details, requests):
        # The requests are gone once they are sent, so the caller starts the stream again (upload.py).
        outcome = continuation(Details.of(details, details.timeout, self._token), requests)
        return self._checked(outcome, None)

    def _deadline(self, details) -> float:
        return self._timeout if details.timeout is None else details.timeout

    @staticmethod
    def _checked(outcome, request):
        failure = outcome.exception()
        if failure is None:
            return outcome
        if not isinstance(failure, grpc.RpcError):
            raise failure
        error = errors.from_rpc(failure)
        error.request_id = getattr(request, "request_id", "")
        raise error from None

    def _remember(self, request, response) -> None:
        if getattr(request, "request_id", "") and not getattr(request, "validate_only", False):
            if token := getattr(response, "consistency_token", ""):
                self._on_write(token)


class TypedStream:
    """The responses of a stream; its failure is one of `pedigree.errors`."""

    def __init__(self, call):
        self._call = call

    def __iter__(self):
        return self

    def __next__(self):
        try:
            return next(self._call)
        except grpc.RpcError as failure:
            raise errors.from_rpc(failure) from None

    def cancel(self) -> None:
        self._call.cancel()

    def __getattr__(self, name):
        return getattr(self._call, name)


def with_request_id(request):
    """The request with a `request_id`, if it is of a kind that has one; a copy, for the caller may send it again."""
    if "request_id" not in request.DESCRIPTOR.fields_by_name or request.request_id:
        return request
    copy = type(request)()
    copy.CopyFrom(request)
    copy.request_id = str(uuid.uuid4())
    return copy
