package dev.pedigree.chassis.rpc;

import static dev.pedigree.chassis.testing.EchoHost.request;
import static dev.pedigree.chassis.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.echo.EchoGrpc;
import dev.pedigree.chassis.echo.EchoReply;
import dev.pedigree.chassis.echo.EchoRequest;
import dev.pedigree.chassis.fault.Corrupt;
import dev.pedigree.chassis.testing.EchoHost;
import dev.pedigree.chassis.testing.EchoHost.Bodies;
import dev.pedigree.v1.ErrorReason;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.BlockingClientCall;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class CallAdaptersTest {
    private static final ByteString BULK = ByteString.copyFrom(new byte[256 * 1024]);

    @Test
    void everyKindOfCallReturnsWhatItsFunctionReturns() throws Exception {
        try (EchoHost echo = EchoHost.start(Bodies.usual())) {
            assertThat(echo.stub().say(request("one")).getName()).isEqualTo("one");
            assertThat(replies(echo.stub()
                            .repeat(request("two").toBuilder().setCount(3).build())))
                    .extracting(EchoReply::getCount)
                    .containsExactly(1, 2, 3);
            assertThat(gather(echo, 3).getCount()).isEqualTo(6);
            assertThat(chat(echo, "a", "b")).extracting(EchoReply::getName).containsExactly("a", "b");
        }
    }

    @Test
    void whatAFunctionThrowsIsTheAnswer() {
        Bodies bodies = Bodies.usual()
                .withSay(_ -> {
                    throw new Corrupt("sha256:00");
                })
                .withRepeat((_, replies) -> {
                    replies.send(EchoReply.getDefaultInstance());
                    throw new Corrupt("sha256:01");
                });
        try (EchoHost echo = EchoHost.start(bodies)) {
            assertRefused(
                    Status.Code.DATA_LOSS,
                    ErrorReason.ERROR_REASON_CONTENT_CORRUPT,
                    () -> echo.stub().say(request("x")));
            Iterator<EchoReply> replies = echo.stub().repeat(request("x"));
            replies.next();
            assertRefused(Status.Code.DATA_LOSS, ErrorReason.ERROR_REASON_CONTENT_CORRUPT, replies::next);
        }
    }

    @Test
    void functionsRunOnVirtualThreads() {
        Bodies bodies = Bodies.usual()
                .withSay(_ -> EchoReply.newBuilder()
                        .setName(Boolean.toString(Thread.currentThread().isVirtual()))
                        .build());
        try (EchoHost echo = EchoHost.start(bodies)) {
            assertThat(echo.stub().say(request("x")).getName()).isEqualTo("true");
        }
    }

    @Test
    void aClientThatGoesAwayInterruptsTheFunction() throws Exception {
        CountDownLatch working = new CountDownLatch(2);
        CountDownLatch interrupted = new CountDownLatch(2);
        Bodies bodies = Bodies.usual()
                .withSay(_ -> sleepUntilInterrupted(working, interrupted))
                .withGather(_ -> sleepUntilInterrupted(working, interrupted));
        try (EchoHost echo = EchoHost.start(bodies);
                Context.CancellableContext client = Context.current().withCancellation()) {
            client.run(() -> {
                var _ = EchoGrpc.newFutureStub(echo.channel()).say(request("x"));
            });
            client.run(() -> EchoGrpc.newBlockingV2Stub(echo.channel()).gather());
            assertThat(working.await(60, TimeUnit.SECONDS)).isTrue();

            client.cancel(null);

            assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aSlowReaderStopsTheWriter() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        Bodies bodies = Bodies.usual().withRepeat((_, replies) -> {
            for (int number = 0; number < 1_000; number++) {
                replies.send(EchoReply.newBuilder().setPayload(BULK).build());
                sent.incrementAndGet();
            }
        });
        try (EchoHost echo = EchoHost.start(bodies)) {
            BlockingClientCall<?, EchoReply> call =
                    EchoGrpc.newBlockingV2Stub(echo.channel()).repeat(request("x"));
            call.read();
            Thread.sleep(300);
            assertThat(sent.get()).isLessThan(10);
            call.cancel("enough", null);
        }
    }

    @Test
    void aSlowTakerStopsTheSender() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Bodies bodies = Bodies.usual().withGather(requests -> {
            requests.next();
            go.await();
            int count = 1;
            while (requests.take().isPresent()) {
                count++;
            }
            return EchoReply.newBuilder().setCount(count).build();
        });
        try (EchoHost echo = EchoHost.start(bodies)) {
            BlockingClientCall<EchoRequest, EchoReply> call =
                    EchoGrpc.newBlockingV2Stub(echo.channel()).gather();
            EchoRequest message =
                    EchoRequest.newBuilder().setName("x").setPayload(BULK).build();
            int accepted = writeUntilStopped(call, message);
            assertThat(accepted).isLessThan(10);
            go.countDown();
            call.halfClose();
            assertThat(call.read().getCount()).isGreaterThanOrEqualTo(accepted);
        }
    }

    @Test
    void aClientStreamMayAnswerBeforeTheLastMessage() throws Exception {
        Bodies bodies = Bodies.usual()
                .withGather(requests -> EchoReply.newBuilder()
                        .setName(requests.next().getName())
                        .build());
        try (EchoHost echo = EchoHost.start(bodies)) {
            BlockingClientCall<EchoRequest, EchoReply> call =
                    EchoGrpc.newBlockingV2Stub(echo.channel()).gather();
            call.write(request("first"));
            assertThat(call.read().getName()).isEqualTo("first");
        }
    }

    @Test
    void aBrokenRuleInsideAStreamEndsItWithAllViolations() throws Exception {
        try (EchoHost echo = EchoHost.start(Bodies.usual())) {
            BlockingClientCall<EchoRequest, EchoReply> call =
                    EchoGrpc.newBlockingV2Stub(echo.channel()).gather();
            call.write(request("fine"));
            call.write(EchoRequest.newBuilder().setCount(-1).build());
            call.halfClose();
            assertRefused(Status.Code.INVALID_ARGUMENT, ErrorReason.ERROR_REASON_FIELDS_INVALID, () -> {
                try {
                    call.read();
                } catch (io.grpc.StatusException refused) {
                    throw new io.grpc.StatusRuntimeException(refused.getStatus(), refused.getTrailers());
                }
            });
        }
    }

    static int writeUntilStopped(BlockingClientCall<EchoRequest, EchoReply> call, EchoRequest message)
            throws Exception {
        for (int accepted = 0; ; accepted++) {
            try {
                call.write(message, 300, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                return accepted;
            }
        }
    }

    private static EchoReply sleepUntilInterrupted(CountDownLatch working, CountDownLatch interrupted)
            throws InterruptedException {
        working.countDown();
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException expected) {
            interrupted.countDown();
            throw expected;
        }
        return EchoReply.getDefaultInstance();
    }

    private static List<EchoReply> replies(Iterator<EchoReply> replies) {
        List<EchoReply> all = new ArrayList<>();
        replies.forEachRemaining(all::add);
        return all;
    }

    private static EchoReply gather(EchoHost echo, int most) throws Exception {
        BlockingClientCall<EchoRequest, EchoReply> call =
                EchoGrpc.newBlockingV2Stub(echo.channel()).gather();
        for (int count = 1; count <= most; count++) {
            call.write(request("x").toBuilder().setCount(count).build());
        }
        call.halfClose();
        return call.read();
    }

    private static List<EchoReply> chat(EchoHost echo, String... names) throws Exception {
        BlockingClientCall<EchoRequest, EchoReply> call =
                EchoGrpc.newBlockingV2Stub(echo.channel()).chat();
        List<EchoReply> replies = new ArrayList<>();
        for (String name : names) {
            call.write(request(name));
            replies.add(call.read());
        }
        call.halfClose();
        assertThat(call.read()).isNull();
        return replies;
    }
}
