package dev.pedigree.chassis.interceptor;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.chassis.echo.EchoGrpc;
import dev.pedigree.chassis.echo.EchoReply;
import dev.pedigree.chassis.echo.EchoRequest;
import dev.pedigree.chassis.fault.Corrupt;
import dev.pedigree.chassis.fault.FaultStatus;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.Test;

final class ConformanceTest {
    /// A call that goes nowhere.
    private static final class Sunk extends ServerCall<EchoRequest, EchoReply> {
        @Override
        public void request(int messages) {}

        @Override
        public void sendHeaders(Metadata headers) {}

        @Override
        public void sendMessage(EchoReply message) {}

        @Override
        public void close(Status status, Metadata trailers) {}

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public MethodDescriptor<EchoRequest, EchoReply> getMethodDescriptor() {
            return EchoGrpc.getSayMethod();
        }
    }

    private static void close(Status status, Metadata trailers) {
        new Conformance().interceptCall(new Sunk(), new Metadata(), (call, _) -> {
            call.close(status, trailers);
            return new ServerCall.Listener<>() {};
        });
    }

    @Test
    void aBareStatusFailsTheTestThatMeetsIt() {
        assertThatThrownBy(() -> close(Status.NOT_FOUND, new Metadata()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("pedigree.test.v1.Echo/Say ended with NOT_FOUND");
    }

    @Test
    void successAndOurOwnRefusalsConform() {
        StatusRuntimeException refusal = FaultStatus.toStatus(new Corrupt("sha256:00"));
        assertThatCode(() -> close(Status.OK, new Metadata())).doesNotThrowAnyException();
        assertThatCode(() -> close(refusal.getStatus(), refusal.getTrailers())).doesNotThrowAnyException();
    }
}
