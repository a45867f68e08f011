package dev.pedigree.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.FaultStatus;
import dev.pedigree.v1.ErrorReason;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Asserts on refusals as they come over the wire: code, reason, details.
public final class Refusals {
    private Refusals() {}

    public static Fault assertRefused(Code code, ErrorReason reason, ThrowingCallable call) {
        StatusRuntimeException refusal = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(refusal).as("it was not refused").isNotNull();
        assertThat(refusal.getStatus().getCode()).isEqualTo(code);
        Fault fault = FaultStatus.toFault(refusal, "lineage");
        assertThat(fault.reason()).isEqualTo(reason);
        return fault;
    }
}
