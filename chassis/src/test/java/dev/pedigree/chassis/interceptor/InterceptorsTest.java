package dev.pedigree.chassis.interceptor;

import static dev.pedigree.chassis.testing.EchoHost.request;
import static dev.pedigree.chassis.testing.Refusals.assertRefused;
import static dev.pedigree.chassis.testing.Refusals.info;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.BadRequest;
import dev.pedigree.chassis.call.RequestId;
import dev.pedigree.chassis.echo.EchoGrpc;
import dev.pedigree.chassis.echo.EchoReply;
import dev.pedigree.chassis.echo.EchoRequest;
import dev.pedigree.chassis.echo.Leaf;
import dev.pedigree.chassis.identity.MeshHeaders;
import dev.pedigree.chassis.testing.EchoHost;
import dev.pedigree.chassis.testing.EchoHost.Bodies;
import dev.pedigree.v1.ErrorReason;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class InterceptorsTest {
    private static Interceptors mesh(int mostCalls) {
        return Interceptors.mesh(mostCalls, EchoHost.ADMIT_TESTER, Optional.empty());
    }

    @Test
    void everyBrokenRuleIsNamedInOneRefusal() throws Exception {
        EchoRequest broken = EchoRequest.newBuilder()
                .setCount(-1)
                .addLeaves(Leaf.newBuilder().setId("fine").setSize(1))
                .addLeaves(Leaf.newBuilder().setId("Not Fine"))
                .build();
        try (EchoHost echo = EchoHost.start(Bodies.usual())) {
            StatusRuntimeException refusal = assertRefused(
                    Status.Code.INVALID_ARGUMENT,
                    ErrorReason.ERROR_REASON_FIELDS_INVALID,
                    () -> echo.stub().say(broken));
            BadRequest details =
                    StatusProto.fromThrowable(refusal).getDetails(1).unpack(BadRequest.class);
            assertThat(details.getFieldViolationsList())
                    .extracting(BadRequest.FieldViolation::getField)
                    .containsExactlyInAnyOrder("name", "count", "leaves[1].id", "leaves[1].size");
            assertThat(details.getFieldViolationsList())
                    .extracting(BadRequest.FieldViolation::getDescription)
                    .noneMatch(String::isEmpty);
        }
    }

    @Test
    void aStrangerDoesNotLearnOurRules() {
        try (EchoHost echo = EchoHost.start(Bodies.usual())) {
            assertRefused(
                    Status.Code.UNAUTHENTICATED,
                    ErrorReason.ERROR_REASON_CREDENTIAL_INVALID,
                    () -> EchoGrpc.newBlockingStub(echo.bare()).say(EchoRequest.getDefaultInstance()));
        }
    }

    @Test
    void anUnforeseenFailureNamesTheRequestAndNothingElse() {
        Bodies bodies = Bodies.usual().withSay(_ -> {
            throw new IllegalStateException("password=hunter2");
        });
        Metadata named = new Metadata();
        named.put(MeshHeaders.REQUEST_ID, "request-of-mine");
        try (EchoHost echo = EchoHost.start(bodies)) {
            StatusRuntimeException refusal = assertRefused(
                    Status.Code.INTERNAL,
                    ErrorReason.ERROR_REASON_INTERNAL,
                    () -> echo.stub()
                            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(named))
                            .say(request("x")));
            assertThat(refusal).hasMessageContaining("request-of-mine").hasMessageNotContaining("hunter2");
            assertThat(info(refusal).orElseThrow().getMetadataMap()).containsEntry("requestId", "request-of-mine");
            assertThat(refusal.getTrailers().getAll(MeshHeaders.REQUEST_ID)).containsExactly("request-of-mine");
        }
    }

    @Test
    void everyCallHasARequestIdAndSaysItBack() {
        AtomicReference<Metadata> headers = new AtomicReference<>();
        AtomicReference<Metadata> trailers = new AtomicReference<>();
        Bodies bodies = Bodies.usual()
                .withSay(_ -> EchoReply.newBuilder()
                        .setName(RequestId.current().orElseThrow().value())
                        .build());
        Metadata harmful = new Metadata();
        harmful.put(MeshHeaders.REQUEST_ID, "two words, \"quoted\"");
        try (EchoHost echo = EchoHost.start(bodies)) {
            String id = echo.stub()
                    .withInterceptors(
                            MetadataUtils.newCaptureMetadataInterceptor(headers, trailers),
                            MetadataUtils.newAttachHeadersInterceptor(harmful))
                    .say(request("x"))
                    .getName();
            assertThat(id).matches("[0-9a-f]{32}");
            assertThat(headers.get().get(MeshHeaders.REQUEST_ID)).isEqualTo(id);
            assertThat(trailers.get().get(MeshHeaders.REQUEST_ID)).isEqualTo(id);
        }
    }

    @Test
    void aCallWithoutADeadlineGetsOne() {
        Bodies bodies = Bodies.usual()
                .withSay(_ -> EchoReply.newBuilder()
                        .setCount((int) Context.current().getDeadline().timeRemaining(TimeUnit.SECONDS))
                        .build());
        try (EchoHost echo = EchoHost.start(bodies)) {
            assertThat(echo.stub().say(request("x")).getCount()).isBetween(25, 30);
            assertThat(echo.stub()
                            .withDeadlineAfter(2, TimeUnit.SECONDS)
                            .say(request("x"))
                            .getCount())
                    .isLessThanOrEqualTo(2);
            assertThat(echo.stub()
                            .withDeadlineAfter(2, TimeUnit.HOURS)
                            .say(request("x"))
                            .getCount())
                    .isBetween(290, 300);
        }
    }

    @Test
    void aStreamMayLastAsLongAsItMoves() {
        Bodies bodies = Bodies.usual()
                .withRepeat((_, replies) -> replies.send(EchoReply.newBuilder()
                        .setName(Boolean.toString(Context.current().getDeadline() == null))
                        .build()));
        try (EchoHost echo = EchoHost.start(bodies)) {
            assertThat(echo.stub().repeat(request("x")).next().getName()).isEqualTo("true");
        }
    }

    @Test
    void whenTheServersOwnDeadlinePassesTheWorkStopsAndTheCallerHearsIt() {
        CountDownLatch interrupted = new CountDownLatch(1);
        Bodies bodies = Bodies.usual().withSay(_ -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException _) {
                interrupted.countDown();
                throw new IllegalStateException("stopped in the middle");
            }
            return EchoReply.getDefaultInstance();
        });
        try (EchoHost echo = EchoHost.start(bodies, mesh(10).withUsualDeadline(Duration.ofMillis(100)))) {
            assertRefused(
                    Status.Code.DEADLINE_EXCEEDED,
                    ErrorReason.ERROR_REASON_DEADLINE_EXCEEDED,
                    () -> echo.stub().say(request("x")));
            assertThat(interrupted.getCount()).isZero();
        }
    }

    @Test
    void theCallAfterTheLastPlaceIsToldToComeBack() throws Exception {
        CountDownLatch inside = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        Bodies bodies = Bodies.usual().withSay(request -> {
            inside.countDown();
            go.await();
            return EchoReply.getDefaultInstance();
        });
        try (EchoHost echo = EchoHost.start(bodies, mesh(2));
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = clients.submit(() -> echo.stub().say(request("x")));
            var second = clients.submit(() -> echo.stub().say(request("x")));
            assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();

            StatusRuntimeException refusal = assertRefused(
                    Status.Code.RESOURCE_EXHAUSTED,
                    ErrorReason.ERROR_REASON_OVERLOADED,
                    () -> echo.stub().say(request("x")));
            assertThat(refusal.getTrailers()
                            .get(Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER)))
                    .isEqualTo("1000");

            go.countDown();
            first.get();
            second.get();
            echo.stub().say(request("x"));
        }
    }

    @Test
    void theStreamAfterTheLastThatHasRoomIsToldToComeBack() throws Exception {
        try (EchoHost echo = EchoHost.start(Bodies.usual(), mesh(10).withMostStreams(1))) {
            BlockingClientCall<EchoRequest, EchoReply> first =
                    EchoGrpc.newBlockingV2Stub(echo.channel()).chat();
            first.write(request("x"));
            assertThat(first.read().getName()).isEqualTo("x");

            assertRefused(
                    Status.Code.RESOURCE_EXHAUSTED,
                    ErrorReason.ERROR_REASON_OVERLOADED,
                    () -> echo.stub().repeat(request("x")).hasNext());
            echo.stub().say(request("x")); // one message each way needs no such room

            first.halfClose();
            assertThat(first.read()).isNull();
            while (streamIsRefused(echo)) {
                Thread.sleep(1); // the client knows of the end a little before the server has cleared up
            }
        }
    }

    private static boolean streamIsRefused(EchoHost echo) {
        try {
            return echo.stub().repeat(request("x")).hasNext();
        } catch (StatusRuntimeException refusal) {
            return true;
        }
    }

    @Test
    void theEdgeStripsWhatOnlyTheMeshMaySay() {
        AtomicReference<Metadata> seen = new AtomicReference<>();
        ServerInterceptor door = new ServerInterceptor() {
            @Override
            public <Q, R> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
                seen.set(headers);
                return next.startCall(call, headers);
            }
        };
        Metadata forged = EchoHost.headers(EchoHost.TESTER);
        forged.put(Metadata.Key.of("pedigree-identity", Metadata.ASCII_STRING_MARSHALLER), "ada");
        forged.put(Metadata.Key.of("pedigree-anything-bin", Metadata.BINARY_BYTE_MARSHALLER), new byte[] {1});
        forged.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer mine");
        try (EchoHost echo = EchoHost.start(Bodies.usual(), Interceptors.edge(10, door))) {
            EchoGrpc.newBlockingStub(echo.with(forged)).say(request("x"));
            assertThat(seen.get().keys()).contains("authorization").noneMatch(name -> name.startsWith("pedigree-"));
        }
    }
}
