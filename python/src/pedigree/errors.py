"""What can go wrong, as one exception class per error reason of the API.

The classes are made from the enum `ErrorReason` when this module is imported: `GATES_NOT_PASSED` is
`pedigree.errors.GatesNotPassed`. docs/errors.md says what each means and what to do about it.
"""

from typing import NamedTuple

import grpc
from google.protobuf.message import DecodeError
from google.rpc import code_pb2, error_details_pb2, status_pb2

from pedigree.v1 import ErrorReason, LabelFault, LabelFaultKind, LabelFaultRow, LabelRefusal

DOMAIN = "pedigree.dev"
_PREFIX = "ERROR_REASON_"
_DETAILS = "grpc-status-details-bin"


class Violation(NamedTuple):
    """One fault of a refused request."""

    # `field` for a field that breaks a rule, `precondition` for a gate or a state that refuses.
    kind: str
    # The rule, the gate or the reason.
    type: str
    # Path of the field, or name of the resource.
    subject: str
    description: str

    def __str__(self) -> str:
        head = " ".join(part for part in (self.type, self.subject) if part)
        return f"{head}: {self.description}" if head else self.description


class PedigreeError(Exception):
    """Every error of this package. `str()` of it names all violations."""

    def __init__(
        self,
        message: str,
        *,
        reason: str = "",
        code: grpc.StatusCode | None = None,
        metadata: dict[str, str] | None = None,
        violations: tuple[Violation, ...] = (),
        resource: str = "",
        retry_after: float | None = None,
        trace: str = "",
    ):
        super().__init__(message)
        self.message = message
        # Name of an `ErrorReason` without its prefix; empty when no server of ours gave one.
        self.reason = reason
        self.code = code
        self.metadata = metadata or {}
        self.violations = violations
        # The resource that was not found, or exists already.
        self.resource = resource
        # Seconds the server asked to wait before another try.
        self.retry_after = retry_after
        # The id under which the server logged the call (`x-request-id`).
        self.trace = trace
        # The `request_id` the call was made with: to learn whether a call that timed out took effect, make it again
        # with this one.
        self.request_id = ""

    @property
    def fields(self) -> tuple[Violation, ...]:
        """The violations that are about fields."""
        return tuple(violation for violation in self.violations if violation.kind == "field")

    @property
    def preconditions(self) -> tuple[Violation, ...]:
        """The violations that are about gates and states."""
        return tuple(violation for violation in self.violations if violation.kind == "precondition")

    def __str__(self) -> str:
        head = f"{self.reason}: {self._headline()}" if self.reason else self._headline()
        lines = [head, *(f"  - {violation}" for violation in self.violations)]
        if self.metadata:
            lines.append("  (" + ", ".join(f"{key}={value}" for key, value in sorted(self.metadata.items())) + ")")
        return "\n".join(lines)

    def _headline(self) -> str:
        """The message, unless it only strings together what is listed below it."""
        count = len(self.violations)
        if count and all(violation.description in self.message for violation in self.violations):
            return "1 violation" if count == 1 else f"{count} violations"
        return self.message


class Unreachable(PedigreeError):
    """No server of ours answered: a wrong address, a network or TLS fault, or a server that is not running."""


class LabelsRefused(PedigreeError):
    """A change of labels that broke the rules; nothing of it was stored."""

    # Rows that `str()` tells of each kind; `kinds` holds the first hundred.
    _TOLD = 5

    def __init__(self, refusal: LabelRefusal):
        super().__init__(f"the labels have {_counted(refusal.faults, 'fault')}", reason="LABELS_REFUSED")
        self.refusal = refusal

    @property
    def kinds(self) -> dict[str, LabelFault]:
        """What is wrong, by kind, such as `KEY_EXISTS`: how often, in words, and the first rows."""
        return {_kind(fault.kind): fault for fault in self.refusal.kinds}

    def __str__(self) -> str:
        lines = [super().__str__()]
        for kind, fault in self.kinds.items():
            lines.append(f"  - {kind}, {_counted(fault.count, 'time')}: {fault.description}")
            lines += [f"      {_told(row)}" for row in fault.rows[: self._TOLD]]
            if fault.count > self._TOLD and fault.rows:
                lines.append(f"      and {fault.count - self._TOLD:,} more")
        return "\n".join(lines)


def _kind(number: int) -> str:
    """A newer server may know kinds that this client does not."""
    known = number in LabelFaultKind.values()
    return LabelFaultKind.Name(number).removeprefix("LABEL_FAULT_KIND_") if known else f"KIND_{number}"


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}" + ("" if number == 1 else "s")


def _told(row: LabelFaultRow) -> str:
    place = f"row {row.row}" if row.row else "in the parent"
    key = " ".join(repr(part) for part in (row.sample, row.object, row.annotator) if part)
    stated = f" says {row.stated!r}" if row.stated else ""
    expected = f", expected {row.expected!r}" if row.expected else ""
    return f"{place}: {key}{stated}{expected}".rstrip(": ")


class UnsafePath(PedigreeError, ValueError):
    """A path that could lead out of its folder, or that not every system can hold."""


def _class_name(reason: str) -> str:
    return "".join(word.capitalize() for word in reason.split("_"))


def _classes() -> dict[str, type[PedigreeError]]:
    made = {}
    for name in ErrorReason.keys():
        reason = name.removeprefix(_PREFIX)
        if reason != "UNSPECIFIED":
            doc = f"The server answered {reason}; docs/errors.md says what that means."
            made[reason] = type(_class_name(reason), (PedigreeError,), {"__doc__": doc, "__module__": __name__})
    return made


# Exception class by reason, such as `BY_REASON["ETAG_MISMATCH"]`.
BY_REASON = _classes()
globals().update({made.__name__: made for made in BY_REASON.values()})

# Codes a client library or proxy gives without our details, where they mean just what our reason means.
_BY_CODE = {
    grpc.StatusCode.DEADLINE_EXCEEDED: "DEADLINE_EXCEEDED",
    grpc.StatusCode.CANCELLED: "CANCELLED",
    grpc.StatusCode.UNIMPLEMENTED: "METHOD_NOT_FOUND",
}
_CODES = {code.value[0]: code for code in grpc.StatusCode}


def make(reason: str, message: str, **given) -> PedigreeError:
    """An error of the class that belongs to the reason; a reason of a newer server gives a plain PedigreeError."""
    return BY_REASON.get(reason, PedigreeError)(message, reason=reason, **given)


def from_rpc(error: grpc.RpcError) -> PedigreeError:
    """The error that a failed call stands for."""
    trailers = dict(error.trailing_metadata() or ())
    status = status_pb2.Status(code=error.code().value[0], message=error.details() or "")
    if _DETAILS in trailers:
        try:
            status = status_pb2.Status.FromString(trailers[_DETAILS])
        except DecodeError:
            pass
    return from_status(status, trace=trailers.get("x-request-id", ""))


def from_status(status: status_pb2.Status, trace: str = "") -> PedigreeError:
    """The error that a `google.rpc.Status` stands for."""
    code = _CODES.get(status.code, grpc.StatusCode.UNKNOWN)
    reason, given = _details(status)
    if not reason:
        reason = _BY_CODE.get(code, "")
    given |= {"code": code, "trace": trace}
    message = status.message or code_pb2.Code.Name(code.value[0])
    if not reason and code is grpc.StatusCode.UNAVAILABLE:
        return Unreachable(message, **given)
    if not reason:
        message = f"{code.name}: {message}"
    return make(reason, message, **given)


def _details(status: status_pb2.Status) -> tuple[str, dict]:
    reason, given, violations = "", {}, []
    for packed in status.details:
        if info := _unpack(packed, error_details_pb2.ErrorInfo):
            if info.domain == DOMAIN:
                reason, given["metadata"] = info.reason, dict(info.metadata)
        elif request := _unpack(packed, error_details_pb2.BadRequest):
            violations += [
                Violation("field", fault.reason, fault.field, fault.description) for fault in request.field_violations
            ]
        elif failure := _unpack(packed, error_details_pb2.PreconditionFailure):
            violations += [
                Violation("precondition", fault.type, fault.subject, fault.description) for fault in failure.violations
            ]
        elif resource := _unpack(packed, error_details_pb2.ResourceInfo):
            given["resource"] = resource.resource_name
        elif retry := _unpack(packed, error_details_pb2.RetryInfo):
            given["retry_after"] = retry.retry_delay.ToTimedelta().total_seconds()
    given["violations"] = tuple(violations)
    return reason, given


def _unpack(packed, kind):
    if not packed.Is(kind.DESCRIPTOR):
        return None
    message = kind()
    packed.Unpack(message)
    return message


def corrupt(message: str, digest: str) -> PedigreeError:
    """Bytes arrived that are not those asked for."""
    return make("CONTENT_CORRUPT", message, code=grpc.StatusCode.DATA_LOSS, metadata={"digest": digest})
