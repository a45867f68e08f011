package dev.pedigree.registry.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.FaultStatus;
import dev.pedigree.v1.ErrorReason;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// What the wire refused, as the fault it is.
public final class Refusals {
    private Refusals() {}

    /// @return the fault, for a look at its details
    public static <F extends Fault> F refused(Class<F> kind, ErrorReason reason, ThrowingCallable call) {
        Fault fault = fault(call);
        assertThat(fault).isInstanceOf(kind);
        assertThat(fault.reason()).isEqualTo(reason);
        return kind.cast(fault);
    }

    private static Fault fault(ThrowingCallable call) {
        try {
            call.call();
        } catch (StatusRuntimeException refusal) {
            return FaultStatus.toFault(refusal, "registry");
        } catch (StatusException refusal) {
            return FaultStatus.toFault(
                    new StatusRuntimeException(refusal.getStatus(), refusal.getTrailers()), "registry");
        } catch (Throwable other) {
            return fail("was refused in another way", other);
        }
        return fail("was not refused");
    }
}
