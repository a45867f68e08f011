package dev.pedigree.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.RetryInfo;
import dev.pedigree.chassis.fault.ErrorReasons;
import dev.pedigree.chassis.fault.FaultStatus;
import dev.pedigree.v1.ErrorReason;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Calls as they look on the wire, and what a refusal says there.
public final class Wire {
    private Wire() {}

    /// Calls any method of any kind with its empty request, and tells how that ended.
    public static <Q, R> StatusRuntimeException callEmpty(Channel channel, MethodDescriptor<Q, R> method) {
        CompletableFuture<StatusRuntimeException> end = new CompletableFuture<>();
        ClientCall<Q, R> call = channel.newCall(method, CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS));
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        end.complete(status.asRuntimeException(trailers));
                    }
                },
                new Metadata());
        call.request(Integer.MAX_VALUE);
        call.sendMessage(empty(method));
        call.halfClose();
        return end.join();
    }

    private static <Q> Q empty(MethodDescriptor<Q, ?> method) {
        return ((PrototypeMarshaller<Q>) method.getRequestMarshaller()).getMessagePrototype();
    }

    public static StatusRuntimeException assertRefused(Status.Code code, ErrorReason reason, ThrowingCallable call) {
        StatusRuntimeException refusal = Assertions.catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(refusal).as("a refusal").isNotNull();
        return assertRefusal(code, reason, refusal);
    }

    public static StatusRuntimeException assertRefusal(
            Status.Code code, ErrorReason reason, StatusRuntimeException refusal) {
        assertThat(refusal.getStatus().getCode()).as(refusal.toString()).isEqualTo(code);
        assertThat(info(refusal).getReason()).isEqualTo(ErrorReasons.spell(reason));
        return refusal;
    }

    public static ErrorInfo info(StatusRuntimeException refusal) {
        return FaultStatus.errorInfo(refusal.getStatus(), refusal.getTrailers()).orElseThrow();
    }

    /// The gates or reasons of a refusal, with their subjects.
    public static List<String> violations(StatusRuntimeException refusal) {
        return detail(refusal, PreconditionFailure.class).orElseThrow().getViolationsList().stream()
                .map(violation -> violation.getType() + " " + violation.getSubject())
                .toList();
    }

    public static List<String> brokenFields(StatusRuntimeException refusal) {
        return detail(refusal, BadRequest.class).orElseThrow().getFieldViolationsList().stream()
                .map(BadRequest.FieldViolation::getField)
                .toList();
    }

    public static boolean saysWhenToComeBack(StatusRuntimeException refusal) {
        return detail(refusal, RetryInfo.class).isPresent();
    }

    private static <M extends Message> Optional<M> detail(StatusRuntimeException refusal, Class<M> type) {
        return StatusProto.fromThrowable(refusal).getDetailsList().stream()
                .filter(detail -> detail.is(type))
                .findFirst()
                .map(detail -> {
                    try {
                        return detail.unpack(type);
                    } catch (InvalidProtocolBufferException damaged) {
                        throw new IllegalStateException(damaged);
                    }
                });
    }
}
