package dev.pedigree.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.ErrorInfo;
import dev.pedigree.chassis.fault.ErrorReasons;
import dev.pedigree.chassis.fault.FaultStatus;
import dev.pedigree.v1.ErrorReason;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// What a refused call says on the wire.
public final class Refusals {
    private Refusals() {}

    public static StatusRuntimeException assertRefused(Status.Code code, ErrorReason reason, ThrowingCallable call) {
        StatusRuntimeException refusal = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.getStatus().getCode()).as(refusal.toString()).isEqualTo(code);
        assertThat(info(refusal)).map(ErrorInfo::getReason).contains(ErrorReasons.spell(reason));
        return refusal;
    }

    public static Optional<ErrorInfo> info(StatusRuntimeException refusal) {
        return FaultStatus.errorInfo(
                refusal.getStatus(), Optional.ofNullable(refusal.getTrailers()).orElseGet(Metadata::new));
    }
}
