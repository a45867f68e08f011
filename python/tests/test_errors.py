import re
from pathlib import Path

import grpc
import pytest
from google.protobuf.any_pb2 import Any
from google.protobuf.duration_pb2 import Duration
from google.rpc import error_details_pb2 as details
from google.rpc import status_pb2

from pedigree import errors, v1


def status(code, message, *parts):
    made = status_pb2.Status(code=code.value[0], message=message)
    for part in parts:
        packed = Any()
        packed.Pack(part)
        made.details.append(packed)
    return made


def reason(name, **metadata):
    return details.ErrorInfo(domain="pedigree.dev", reason=name, metadata=metadata)


def test_there_is_one_class_for_each_reason_of_the_api():
    reasons = [name.removeprefix("ERROR_REASON_") for name in v1.ErrorReason.keys()[1:]]
    assert list(errors.BY_REASON) == reasons
    assert len({made.__name__ for made in errors.BY_REASON.values()}) == len(reasons)
    assert errors.EtagMismatch is errors.BY_REASON["ETAG_MISMATCH"]
    assert all(issubclass(made, errors.PedigreeError) for made in errors.BY_REASON.values())


def test_a_refusal_lists_every_violation_of_both_kinds():
    fields = details.BadRequest(
        field_violations=[
            details.BadRequest.FieldViolation(
                field="record.model.framework", description="is required", reason="required"
            ),
            details.BadRequest.FieldViolation(field="record.origin", description="is required", reason="required"),
        ]
    )
    gates = details.PreconditionFailure(
        violations=[
            details.PreconditionFailure.Violation(
                type="INPUTS_LIVE", subject="projects/p/datasets/d/versions/1", description="is retired"
            )
        ]
    )
    error = errors.from_status(
        status(
            grpc.StatusCode.FAILED_PRECONDITION,
            "the gates refuse",
            reason("GATES_NOT_PASSED", model="m"),
            fields,
            gates,
        )
    )
    assert type(error) is errors.GatesNotPassed
    assert error.code is grpc.StatusCode.FAILED_PRECONDITION
    assert [fault.subject for fault in error.fields] == ["record.model.framework", "record.origin"]
    assert [fault.type for fault in error.preconditions] == ["INPUTS_LIVE"]
    assert str(error).splitlines() == [
        "GATES_NOT_PASSED: the gates refuse",
        "  - required record.model.framework: is required",
        "  - required record.origin: is required",
        "  - INPUTS_LIVE projects/p/datasets/d/versions/1: is retired",
        "  (model=m)",
    ]


def test_a_message_that_only_repeats_the_violations_is_not_printed_twice():
    violations = tuple(errors.Violation("field", "", name, "value is required") for name in ("a", "b"))
    error = errors.make("FIELDS_INVALID", "a: value is required; b: value is required", violations=violations)
    assert str(error).splitlines() == [
        "FIELDS_INVALID: 2 violations",
        "  - a: value is required",
        "  - b: value is required",
    ]


def test_details_about_the_resource_and_the_wait_are_kept():
    error = errors.from_status(
        status(
            grpc.StatusCode.UNAVAILABLE,
            "later",
            reason("DEPENDENCY_UNAVAILABLE", dependency="lineage"),
            details.RetryInfo(retry_delay=Duration(nanos=250_000_000)),
            details.ResourceInfo(resource_name="projects/p"),
        )
    )
    assert type(error) is errors.DependencyUnavailable
    assert (error.retry_after, error.resource, error.metadata) == (0.25, "projects/p", {"dependency": "lineage"})


def test_a_reason_of_a_newer_server_is_kept_as_text():
    error = errors.from_status(status(grpc.StatusCode.ABORTED, "new", reason("SOMETHING_NEW")))
    assert type(error) is errors.PedigreeError
    assert error.reason == "SOMETHING_NEW"


def test_the_reason_of_another_domain_is_not_ours():
    foreign = details.ErrorInfo(domain="proxy.example", reason="ETAG_MISMATCH")
    error = errors.from_status(status(grpc.StatusCode.ABORTED, "foreign", foreign))
    assert type(error) is errors.PedigreeError
    assert error.reason == ""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (grpc.StatusCode.UNAVAILABLE, errors.Unreachable),
        (grpc.StatusCode.DEADLINE_EXCEEDED, errors.DeadlineExceeded),
        (grpc.StatusCode.CANCELLED, errors.Cancelled),
        (grpc.StatusCode.UNIMPLEMENTED, errors.MethodNotFound),
        (grpc.StatusCode.UNKNOWN, errors.PedigreeError),
    ],
)
def test_codes_without_details_get_the_class_that_means_the_same(code, expected):
    assert type(errors.from_status(status(code, "no details"))) is expected


def test_the_comments_in_the_proto_name_the_code_of_every_reason():
    """The classes stand for reasons, and reasons for codes: a reason without a code in the proto is a mistake there."""
    proto = Path(__file__).parents[2] / "proto/src/main/proto/pedigree/v1/errors.proto"
    if not proto.exists():
        pytest.skip("the protos are not beside the package")
    text = proto.read_text("utf-8")
    codes = {code.name for code in grpc.StatusCode}
    comments = re.findall(r"// ([A-Z_]+)(?:, with RetryInfo)?:", text)
    assert comments and set(comments) <= codes


def test_a_refusal_of_labels_tells_the_first_rows_of_each_kind():
    rows = [v1.LabelFaultRow(row=row, sample=f"s{row}", annotator="ann", stated="cat") for row in range(1, 8)]
    many = v1.LabelFault(kind=v1.LABEL_FAULT_KIND_CLASS_UNKNOWN, count=1234, description="no such class", rows=rows)
    newer = v1.LabelFault(kind=99, count=1, description="of a newer server")
    refusal = errors.LabelsRefused(v1.LabelRefusal(faults=1235, kinds=[many, newer]))
    assert list(refusal.kinds) == ["CLASS_UNKNOWN", "KIND_99"]
    assert str(refusal).splitlines() == [
        "LABELS_REFUSED: the labels have 1,235 faults",
        "  - CLASS_UNKNOWN, 1,234 times: no such class",
        *(f"      row {row}: 's{row}' 'ann' says 'cat'" for row in range(1, 6)),
        "      and 1,229 more",
        "  - KIND_99, 1 time: of a newer server",
    ]
