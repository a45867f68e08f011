package dev.pedigree.chassis.rpc;

import static dev.pedigree.chassis.testing.EchoHost.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.Endpoint;
import dev.pedigree.chassis.echo.EchoGrpc;
import dev.pedigree.chassis.echo.EchoReply;
import dev.pedigree.chassis.echo.EchoRequest;
import dev.pedigree.chassis.interceptor.Interceptors;
import dev.pedigree.chassis.settings.HostSettings;
import dev.pedigree.chassis.testing.EchoHost;
import dev.pedigree.chassis.testing.EchoHost.Bodies;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Streams that stand still are given up: a stalled peer must not hold a thread and a place for ever.
@Timeout(120)
final class PatienceTest {
    private static final Patience SHORT = new Patience(Duration.ofMillis(200));

    private static EchoHost impatient(BidiStream.Method<EchoRequest, EchoReply> chat) {
        Bodies usual = Bodies.usual();
        ServerServiceDefinition service = ServerServiceDefinition.builder(EchoGrpc.getServiceDescriptor())
                .addMethod(EchoGrpc.getSayMethod(), Unary.of(usual.say()))
                .addMethod(EchoGrpc.getRepeatMethod(), ServerStream.of(usual.repeat()))
                .addMethod(EchoGrpc.getGatherMethod(), ClientStream.of(usual.gather()))
                .addMethod(EchoGrpc.getChatMethod(), Conversation.of(chat, SHORT))
                .build();
        return EchoHost.start(
                HostSettings.of(new Endpoint.InProcess(UUID.randomUUID().toString())),
                List.of(service),
                Interceptors.mesh(10, EchoHost.ADMIT_TESTER, Optional.empty()));
    }

    @Test
    void aClientThatStopsSendingIsGivenUp() throws Exception {
        try (EchoHost echo = impatient(Bodies.usual().chat())) {
            BlockingClientCall<EchoRequest, EchoReply> call =
                    EchoGrpc.newBlockingV2Stub(echo.channel()).chat();
            call.write(request("x"));
            assertThat(call.read().getName()).isEqualTo("x");
            assertThat(end(call).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        }
    }

    @Test
    void aClientThatStopsReadingIsGivenUp() throws Exception {
        EchoReply large = EchoReply.newBuilder()
                .setPayload(ByteString.copyFrom(new byte[256 * 1024]))
                .build();
        try (EchoHost echo = impatient((_, replies) -> {
            while (true) {
                replies.send(large);
            }
        })) {
            BlockingClientCall<EchoRequest, EchoReply> call =
                    EchoGrpc.newBlockingV2Stub(echo.channel()).chat();
            assertThat(call.read()).isNotNull();
            Thread.sleep(1_000);
            assertThat(end(call).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        }
    }

    private static Status end(BlockingClientCall<EchoRequest, EchoReply> call) throws InterruptedException {
        try {
            while (call.read() != null) {
                // what was under way before the call was given up
            }
            return Status.OK;
        } catch (StatusException refused) {
            return refused.getStatus();
        }
    }
}
