package dev.pedigree.chassis.fault;

import com.google.rpc.ErrorInfo;
import com.google.rpc.ResourceInfo;
import com.google.rpc.Status;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Optional;

/// The one table between faults and wire statuses, in both directions.
///
/// Every status that leaves carries `ErrorInfo` of our domain, then the details of its kind (AIP-193). A fault that
/// came from another Pedigree service leaves as it came, so a refusal of the registry reaches Python word for word.
public final class FaultStatus {
    public static final String DOMAIN = "pedigree.dev";

    /// gRPC's own retry machinery reads this one (gRFC A6); people and our Python client read `RetryInfo`.
    static final Metadata.Key<String> RETRY_PUSHBACK =
            Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

    private FaultStatus() {}

    public static StatusRuntimeException toStatus(Fault fault) {
        Status status = fault.received()
                .orElseGet(() -> Status.newBuilder()
                        .setCode(code(fault).value())
                        .setMessage(fault.getMessage())
                        .addAllDetails(Details.of(fault))
                        .build());
        Metadata trailers = new Metadata();
        retryAfter(fault).ifPresent(delay -> trailers.put(RETRY_PUSHBACK, Long.toString(delay.toMillis())));
        return StatusProto.toStatusRuntimeException(status, trailers);
    }

    /// What a failed call to the service `dependency` means here.
    ///
    /// A status without our domain comes from the transport or from something that is not ours: its text stays in
    /// the log, and only "does not answer" is told apart from "answered wrongly".
    public static Fault toFault(StatusRuntimeException failure, String dependency) {
        Optional<Status> ours = Optional.ofNullable(StatusProto.fromThrowable(failure))
                .filter(status -> Details.errorInfo(status).isPresent());
        return ours.map(FaultStatus::ours)
                .orElseGet(() -> foreign(failure.getStatus().getCode(), dependency))
                .causedBy(failure);
    }

    /// The `ErrorInfo` of our domain in a status on the wire, if it has one.
    public static Optional<ErrorInfo> errorInfo(io.grpc.Status status, Metadata trailers) {
        return Optional.ofNullable(StatusProto.fromStatusAndTrailers(status, trailers))
                .flatMap(Details::errorInfo);
    }

    public static Code code(Fault fault) {
        return switch (fault) {
            case AlreadyExists _ -> Code.ALREADY_EXISTS;
            case Cancelled _ -> Code.CANCELLED;
            case Conflict _ -> Code.ABORTED;
            case Corrupt _ -> Code.DATA_LOSS;
            case Denied _ -> Code.PERMISSION_DENIED;
            case Exhausted _ -> Code.RESOURCE_EXHAUSTED;
            case Expired _ -> Code.DEADLINE_EXCEEDED;
            case Internal _ -> Code.INTERNAL;
            case Invalid _ -> Code.INVALID_ARGUMENT;
            case NotFound _ -> Code.NOT_FOUND;
            case Refused _ -> Code.FAILED_PRECONDITION;
            case Unauthenticated _ -> Code.UNAUTHENTICATED;
            case Unavailable _ -> Code.UNAVAILABLE;
            case Unsupported _ -> Code.UNIMPLEMENTED;
        };
    }

    private static Optional<Duration> retryAfter(Fault fault) {
        return switch (fault) {
            case Exhausted exhausted -> Optional.of(exhausted.retryAfter());
            case Unavailable unavailable -> Optional.of(unavailable.retryAfter());
            default -> Optional.empty();
        };
    }

    private static Fault ours(Status status) {
        ErrorInfo info = Details.errorInfo(status).orElseThrow();
        Received received = new Received(status, ErrorReasons.parse(info.getReason()), info.getMetadataMap());
        return switch (io.grpc.Status.fromCodeValue(status.getCode()).getCode()) {
            case NOT_FOUND -> notFound(received, Details.resource(status));
            case ALREADY_EXISTS -> alreadyExists(received, Details.resource(status));
            case INVALID_ARGUMENT, OUT_OF_RANGE -> new Invalid(received, Details.fieldViolations(status));
            case FAILED_PRECONDITION -> new Refused(received, Details.violations(status));
            case ABORTED -> new Conflict(received);
            case PERMISSION_DENIED -> new Denied(received);
            case UNAUTHENTICATED -> new Unauthenticated(received);
            case RESOURCE_EXHAUSTED -> new Exhausted(received, Details.retryAfter(status));
            case UNAVAILABLE -> new Unavailable(received, Details.retryAfter(status));
            case DATA_LOSS -> new Corrupt(received);
            case DEADLINE_EXCEEDED -> new Expired(received);
            case CANCELLED -> new Cancelled(received);
            case UNIMPLEMENTED -> new Unsupported(received);
            case INTERNAL, UNKNOWN, OK -> new Internal(received);
        };
    }

    private static Fault foreign(Code code, String dependency) {
        return switch (code) {
            case UNAVAILABLE -> Unavailable.dependency(dependency);
            case DEADLINE_EXCEEDED -> new Expired();
            case CANCELLED -> new Cancelled();
            case RESOURCE_EXHAUSTED -> new Exhausted(dependency + " refused the size or the number of the messages");
            case OK, UNKNOWN, INTERNAL, UNIMPLEMENTED, DATA_LOSS, INVALID_ARGUMENT, OUT_OF_RANGE -> new Internal();
            case NOT_FOUND, ALREADY_EXISTS, PERMISSION_DENIED, UNAUTHENTICATED -> new Internal();
            case FAILED_PRECONDITION, ABORTED -> new Internal();
        };
    }

    private static Fault notFound(Received received, ResourceInfo resource) {
        return new NotFound(received, resource.getResourceType(), resource.getResourceName());
    }

    private static Fault alreadyExists(Received received, ResourceInfo resource) {
        return new AlreadyExists(received, resource.getResourceType(), resource.getResourceName());
    }
}
