package dev.pedigree.chassis.rpc;

import static dev.pedigree.chassis.testing.EchoHost.request;
import static dev.pedigree.chassis.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.Endpoint;
import dev.pedigree.chassis.echo.EchoGrpc;
import dev.pedigree.chassis.echo.EchoReply;
import dev.pedigree.chassis.echo.EchoRequest;
import dev.pedigree.chassis.fault.Denied;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.chassis.interceptor.Interceptors;
import dev.pedigree.chassis.settings.HostSettings;
import dev.pedigree.chassis.settings.UpstreamSettings;
import dev.pedigree.chassis.testing.EchoHost;
import dev.pedigree.chassis.testing.EchoHost.Bodies;
import dev.pedigree.chassis.upstream.Upstream;
import dev.pedigree.v1.ErrorReason;
import io.grpc.Context;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.MetadataUtils;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class RelayTest {
    private static final ByteString BULK = ByteString.copyFrom(new byte[512 * 1024]);

    /// The server that knows, and the one before it that only relays.
    private record Chain(EchoHost behind, Upstream upstream, EchoHost front) implements AutoCloseable {
        static Chain of(boolean overSockets, Bodies bodies, Admission admission) {
            EchoHost behind = start(overSockets, bodies.service());
            Upstream upstream = Upstream.open(
                    "echo",
                    UpstreamSettings.of(behind.endpoint()),
                    List.of(MetadataUtils.newAttachHeadersInterceptor(EchoHost.headers(EchoHost.TESTER))),
                    new SimpleMeterRegistry());
            return new Chain(behind, upstream, start(overSockets, relaying(upstream, admission)));
        }

        private static EchoHost start(boolean overSockets, ServerServiceDefinition service) {
            Endpoint endpoint = overSockets
                    ? new Endpoint.Tcp("localhost", 0)
                    : new Endpoint.InProcess(UUID.randomUUID().toString());
            return EchoHost.start(
                    HostSettings.of(endpoint),
                    List.of(service),
                    Interceptors.mesh(100, EchoHost.ADMIT_TESTER, Optional.empty()));
        }

        private static ServerServiceDefinition relaying(Upstream upstream, Admission admission) {
            ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(EchoGrpc.SERVICE_NAME);
            for (MethodDescriptor<?, ?> method : EchoGrpc.getServiceDescriptor().getMethods()) {
                service.addMethod(Relay.of(method, method, upstream, admission));
            }
            return service.build();
        }

        @Override
        public void close() {
            front.close();
            upstream.close();
            behind.close();
        }
    }

    private static Admission everybody() {
        return _ -> Admission.Pass.plain();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyKindOfCallPassesBothWays(boolean overSockets) throws Exception {
        try (Chain chain = Chain.of(overSockets, Bodies.usual(), everybody())) {
            EchoRequest large = EchoRequest.newBuilder()
                    .setName("x")
                    .setPayload(BULK)
                    .setCount(20)
                    .build();

            assertThat(chain.front().stub().say(large).getPayload()).isEqualTo(BULK);
            assertThat(chain.front().stub().repeat(large)).toIterable().hasSize(20);

            BlockingClientCall<EchoRequest, EchoReply> gather =
                    EchoGrpc.newBlockingV2Stub(chain.front().channel()).gather();
            for (int count = 0; count < 20; count++) {
                gather.write(large);
            }
            gather.halfClose();
            assertThat(gather.read().getCount()).isEqualTo(400);

            BlockingClientCall<EchoRequest, EchoReply> chat =
                    EchoGrpc.newBlockingV2Stub(chain.front().channel()).chat();
            for (int count = 0; count < 20; count++) {
                chat.write(large);
                assertThat(chat.read().getPayload()).isEqualTo(BULK);
            }
            chat.halfClose();
            assertThat(chat.read()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCallThatMovesMuchMayBeGivenMoreTimeThanOthers(boolean overSockets) {
        Bodies bodies = Bodies.usual()
                .withSay(_ -> EchoReply.newBuilder()
                        .setName(Long.toString(Context.current().getDeadline().timeRemaining(TimeUnit.SECONDS)))
                        .build());
        try (Chain usual = Chain.of(overSockets, bodies, everybody());
                Chain longer = Chain.of(
                        overSockets, bodies, _ -> Admission.Pass.plain().taking(Duration.ofSeconds(25)))) {
            assertThat(secondsLeft(usual)).isBetween(5L, 10L);
            assertThat(secondsLeft(longer)).isBetween(15L, 25L);
        }
    }

    private static long secondsLeft(Chain chain) {
        return Long.parseLong(chain.front().stub().say(request("x")).getName());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theFirstMessageDecidesBeforeAnythingIsSentOn(boolean overSockets) {
        AtomicInteger arrived = new AtomicInteger();
        Bodies bodies = Bodies.usual().withSay(_ -> {
            arrived.incrementAndGet();
            return EchoReply.getDefaultInstance();
        });
        Admission byName = first -> {
            if (!first.peekText(1).equals("projects/mine")) {
                throw new Denied("READ", first.peekText(1));
            }
            return Admission.Pass.plain();
        };
        try (Chain chain = Chain.of(overSockets, bodies, byName)) {
            chain.front()
                    .stub()
                    .say(request("projects/mine").toBuilder().setPayload(BULK).build());
            assertRefused(
                    Status.Code.PERMISSION_DENIED,
                    ErrorReason.ERROR_REASON_PERMISSION_DENIED,
                    () -> chain.front().stub().say(request("projects/other")));
            assertThat(arrived).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRefusalFromBehindArrivesWordForWord(boolean overSockets) {
        Refused refusal = new Refused(
                ErrorReason.ERROR_REASON_IN_USE, List.of(new Violation("NOT_IN_USE", "projects/p", "is deployed")));
        Bodies bodies = Bodies.usual().withSay(_ -> {
            throw refusal;
        });
        try (Chain chain = Chain.of(overSockets, bodies, everybody())) {
            var direct = assertRefused(
                    Status.Code.FAILED_PRECONDITION,
                    ErrorReason.ERROR_REASON_IN_USE,
                    () -> chain.behind().stub().say(request("x")));
            var relayed = assertRefused(
                    Status.Code.FAILED_PRECONDITION,
                    ErrorReason.ERROR_REASON_IN_USE,
                    () -> chain.front().stub().say(request("x")));
            assertThat(io.grpc.protobuf.StatusProto.fromThrowable(relayed))
                    .isEqualTo(io.grpc.protobuf.StatusProto.fromThrowable(direct));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSlowReaderStopsTheWriterBehindTheRelay(boolean overSockets) throws Exception {
        AtomicInteger sent = new AtomicInteger();
        Bodies bodies = Bodies.usual().withRepeat((_, replies) -> {
            while (true) {
                replies.send(EchoReply.newBuilder().setPayload(BULK).build());
                sent.incrementAndGet();
            }
        });
        try (Chain chain = Chain.of(overSockets, bodies, everybody())) {
            BlockingClientCall<?, EchoReply> call =
                    EchoGrpc.newBlockingV2Stub(chain.front().channel()).repeat(request("x"));
            call.read();
            int settled = settled(sent::get);
            // Two transport windows of a few MiB at most, whatever the writer has to give.
            assertThat(settled).isLessThan(64);
            call.cancel("enough", null);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSlowTakerBehindTheRelayStopsTheSender(boolean overSockets) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Bodies bodies = Bodies.usual().withGather(requests -> {
            go.await();
            int count = 0;
            for (; requests.hasNext(); count++) {
                requests.next();
            }
            return EchoReply.newBuilder().setCount(count).build();
        });
        EchoRequest message =
                EchoRequest.newBuilder().setName("x").setPayload(BULK).build();
        try (Chain chain = Chain.of(overSockets, bodies, everybody())) {
            BlockingClientCall<EchoRequest, EchoReply> call =
                    EchoGrpc.newBlockingV2Stub(chain.front().channel()).gather();
            int accepted = CallAdaptersTest.writeUntilStopped(call, message);
            assertThat(accepted).isLessThan(64);
            go.countDown();
            call.halfClose();
            assertThat(call.read().getCount()).isGreaterThanOrEqualTo(accepted);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientThatGoesAwayStopsTheWorkBehindTheRelay(boolean overSockets) throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Bodies bodies = Bodies.usual().withRepeat((_, replies) -> {
            replies.send(EchoReply.getDefaultInstance());
            working.countDown();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException _) {
                interrupted.countDown();
            }
        });
        try (Chain chain = Chain.of(overSockets, bodies, everybody())) {
            BlockingClientCall<?, EchoReply> call =
                    EchoGrpc.newBlockingV2Stub(chain.front().channel()).repeat(request("x"));
            call.read(); // nothing is sent before: this kind of stub works on the thread that waits
            assertThat(working.await(60, TimeUnit.SECONDS)).isTrue();
            call.cancel("enough", null);
            assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingBehindIsSaidPlainly(boolean overSockets) {
        try (Chain chain = Chain.of(overSockets, Bodies.usual(), everybody())) {
            chain.behind().host().close();
            assertRefused(
                    Status.Code.UNAVAILABLE,
                    ErrorReason.ERROR_REASON_DEPENDENCY_UNAVAILABLE,
                    () -> chain.front().stub().say(request("x")));
        }
    }

    /// The value once it has stopped moving.
    private static int settled(Supplier<Integer> value) throws InterruptedException {
        int before = -1;
        int now = value.get();
        while (now != before) {
            Thread.sleep(300);
            before = now;
            now = value.get();
        }
        return now;
    }
}
