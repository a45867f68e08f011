package dev.pedigree.chassis.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Help;
import com.google.rpc.Status;
import dev.pedigree.v1.ErrorReason;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class FaultStatusTest {
    static Stream<Fault> everyKind() {
        return Stream.of(
                new NotFound(ErrorReason.ERROR_REASON_VERSION_NOT_FOUND, "Version", "projects/p/models/m/versions/3"),
                new AlreadyExists(ErrorReason.ERROR_REASON_ASSET_EXISTS, "Asset", "projects/p/models/m"),
                new Invalid(List.of(
                        new FieldViolation("parent", "must not be empty"),
                        new FieldViolation("inputs[2].role", "must be given"))),
                new Refused(
                        ErrorReason.ERROR_REASON_GATES_NOT_PASSED,
                        List.of(
                                new Violation("INPUTS_LIVE", "projects/p/datasets/d/versions/1", "is retired"),
                                new Violation("APPROVED", "projects/p/models/m/versions/3", "nobody approved"))),
                new Conflict(ErrorReason.ERROR_REASON_ETAG_MISMATCH, "somebody was faster", Map.of("etag", "7")),
                new Denied("DEPLOY", "projects/p"),
                new Unauthenticated("the token has expired"),
                new Exhausted("too many calls"),
                Unavailable.dependency("postgres", Duration.ofMillis(2_500)),
                new Corrupt("sha256:00"),
                new Expired(),
                new Cancelled(),
                new Unsupported("pedigree.v1.Nothing/Do"),
                new Internal());
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void everyKindComesBackAsItWent(Fault sent) {
        StatusRuntimeException wire = FaultStatus.toStatus(sent);

        Fault received = FaultStatus.toFault(wire, "registry");

        assertThat(received).hasSameClassAs(sent);
        assertThat(received.reason()).isEqualTo(sent.reason());
        assertThat(received.metadata()).isEqualTo(sent.metadata());
        assertThat(received).hasMessage(sent.getMessage());
        assertThat(received)
                .usingRecursiveComparison()
                .ignoringFields("received", "cause", "stackTrace", "suppressedExceptions")
                .isEqualTo(sent);
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void everyStatusHasOneErrorInfoAndEachDetailOnce(Fault sent) {
        Status status = StatusProto.fromThrowable(FaultStatus.toStatus(sent));

        assertThat(status.getDetailsList()).extracting(Any::getTypeUrl).doesNotHaveDuplicates();
        assertThat(Details.errorInfo(status).orElseThrow().getReason()).isEqualTo(ErrorReasons.spell(sent.reason()));
        assertThat(status.getDetailsList().getFirst().is(ErrorInfo.class)).isTrue();
    }

    @Test
    void aStatusOfOursPassesWordForWord() {
        Status original = Status.newBuilder()
                .setCode(9)
                .setMessage("words of the registry")
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setDomain("pedigree.dev")
                        .setReason("A_REASON_OF_TOMORROW")
                        .putMetadata("state", "RETIRED")
                        .build()))
                .addDetails(Any.pack(Help.getDefaultInstance()))
                .build();

        Fault received = FaultStatus.toFault(StatusProto.toStatusRuntimeException(original), "registry");

        assertThat(received).isInstanceOf(Refused.class);
        assertThat(StatusProto.fromThrowable(FaultStatus.toStatus(received))).isEqualTo(original);
    }

    @Test
    void aRetryDelayIsAlsoATrailerThatGrpcReads() {
        StatusRuntimeException wire =
                FaultStatus.toStatus(Unavailable.dependency("postgres", Duration.ofMillis(2_500)));

        assertThat(wire.getTrailers().get(FaultStatus.RETRY_PUSHBACK)).isEqualTo("2500");
    }

    @Test
    void anotherDomainIsNotOurs() {
        Status foreign = Status.newBuilder()
                .setCode(7)
                .setMessage("secret words of a proxy")
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setDomain("example.com")
                        .setReason("NO")
                        .build()))
                .build();

        Fault received = FaultStatus.toFault(StatusProto.toStatusRuntimeException(foreign), "registry");

        assertThat(received).isInstanceOf(Internal.class).hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @EnumSource(io.grpc.Status.Code.class)
    void aBareStatusNeverLeaksItsText(io.grpc.Status.Code code) {
        StatusRuntimeException bare = new StatusRuntimeException(
                io.grpc.Status.fromCode(code).withDescription("connection refused: 10.0.0.7:5432"), new Metadata());

        Fault fault = FaultStatus.toFault(bare, "registry");

        assertThat(fault).hasMessageNotContaining("10.0.0.7").hasCause(bare);
        switch (code) {
            case UNAVAILABLE -> assertThat(fault.metadata()).containsEntry("dependency", "registry");
            case DEADLINE_EXCEEDED -> assertThat(fault).isInstanceOf(Expired.class);
            case CANCELLED -> assertThat(fault).isInstanceOf(Cancelled.class);
            case RESOURCE_EXHAUSTED -> assertThat(fault).isInstanceOf(Exhausted.class);
            default -> assertThat(fault).isInstanceOf(Internal.class);
        }
    }

    @ParameterizedTest
    @EnumSource(value = ErrorReason.class, mode = EnumSource.Mode.EXCLUDE, names = "UNRECOGNIZED")
    void everyReasonIsSpelledAsAipWantsIt(ErrorReason reason) {
        assertThat(ErrorReasons.spell(reason)).matches("[A-Z][A-Z0-9_]{0,61}[A-Z0-9]");
        assertThat(ErrorReasons.parse(ErrorReasons.spell(reason))).isEqualTo(reason);
    }
}
