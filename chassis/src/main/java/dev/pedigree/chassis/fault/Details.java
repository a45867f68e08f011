package dev.pedigree.chassis.fault;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.ResourceInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The `google.rpc` details of a fault: written, and read back.
final class Details {
    private Details() {}

    static List<Any> of(Fault fault) {
        Stream<Message> ofKind = ofKind(fault).stream();
        return Stream.concat(Stream.of(info(fault)), ofKind).map(Any::pack).toList();
    }

    static Optional<ErrorInfo> errorInfo(Status status) {
        return find(status, ErrorInfo.class).filter(info -> info.getDomain().equals(FaultStatus.DOMAIN));
    }

    static ResourceInfo resource(Status status) {
        return find(status, ResourceInfo.class).orElse(ResourceInfo.getDefaultInstance());
    }

    static List<FieldViolation> fieldViolations(Status status) {
        return find(status, BadRequest.class).orElse(BadRequest.getDefaultInstance()).getFieldViolationsList().stream()
                .map(violation -> new FieldViolation(violation.getField(), violation.getDescription()))
                .toList();
    }

    static List<Violation> violations(Status status) {
        return find(status, PreconditionFailure.class)
                .orElse(PreconditionFailure.getDefaultInstance())
                .getViolationsList()
                .stream()
                .map(violation ->
                        new Violation(violation.getType(), violation.getSubject(), violation.getDescription()))
                .toList();
    }

    static Optional<Duration> retryAfter(Status status) {
        return find(status, RetryInfo.class)
                .map(RetryInfo::getRetryDelay)
                .map(delay -> Duration.ofSeconds(delay.getSeconds(), delay.getNanos()));
    }

    private static ErrorInfo info(Fault fault) {
        return ErrorInfo.newBuilder()
                .setDomain(FaultStatus.DOMAIN)
                .setReason(ErrorReasons.spell(fault.reason()))
                .putAllMetadata(fault.metadata())
                .build();
    }

    private static Optional<Message> ofKind(Fault fault) {
        return switch (fault) {
            case AboutResource about -> Optional.of(resource(about.resourceType(), about.resourceName()));
            case Invalid invalid ->
                invalid.violations().isEmpty() ? Optional.empty() : Optional.of(badRequest(invalid));
            case Refused refused -> Optional.of(precondition(refused));
            case Exhausted exhausted -> Optional.of(retry(exhausted.retryAfter()));
            case Unavailable unavailable -> Optional.of(retry(unavailable.retryAfter()));
            case Cancelled _, Conflict _, Corrupt _, Denied _ -> Optional.empty();
            case Expired _, Internal _, Unauthenticated _, Unsupported _ -> Optional.empty();
        };
    }

    private static ResourceInfo resource(String type, String name) {
        return ResourceInfo.newBuilder()
                .setResourceType(type)
                .setResourceName(name)
                .build();
    }

    private static BadRequest badRequest(Invalid invalid) {
        BadRequest.Builder details = BadRequest.newBuilder();
        invalid.violations()
                .forEach(violation -> details.addFieldViolationsBuilder()
                        .setField(violation.field())
                        .setDescription(violation.description()));
        return details.build();
    }

    private static PreconditionFailure precondition(Refused refused) {
        PreconditionFailure.Builder details = PreconditionFailure.newBuilder();
        refused.violations()
                .forEach(violation -> details.addViolationsBuilder()
                        .setType(violation.type())
                        .setSubject(violation.subject())
                        .setDescription(violation.description()));
        return details.build();
    }

    private static RetryInfo retry(Duration delay) {
        return RetryInfo.newBuilder()
                .setRetryDelay(com.google.protobuf.Duration.newBuilder()
                        .setSeconds(delay.toSeconds())
                        .setNanos(delay.toNanosPart()))
                .build();
    }

    private static <M extends Message> Optional<M> find(Status status, Class<M> type) {
        return status.getDetailsList().stream()
                .filter(detail -> detail.is(type))
                .findFirst()
                .flatMap(detail -> unpack(detail, type));
    }

    private static <M extends Message> Optional<M> unpack(Any detail, Class<M> type) {
        try {
            return Optional.of(detail.unpack(type));
        } catch (InvalidProtocolBufferException _) {
            return Optional.empty(); // a damaged detail is as good as none: the code still stands
        }
    }
}
