package dev.pedigree.chassis.upstream;

import static dev.pedigree.chassis.testing.EchoHost.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.chassis.echo.EchoGrpc;
import dev.pedigree.chassis.echo.EchoReply;
import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.chassis.fault.Exhausted;
import dev.pedigree.chassis.fault.Expired;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.Internal;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.chassis.settings.UpstreamSettings;
import dev.pedigree.chassis.testing.EchoHost;
import dev.pedigree.chassis.testing.EchoHost.Bodies;
import dev.pedigree.v1.ErrorReason;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.stub.MetadataUtils;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class UpstreamTest {
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicReference<Fault> failure = new AtomicReference<>();

    private EchoHost echo() {
        return EchoHost.start(Bodies.usual().withSay(request -> {
            arrived.incrementAndGet();
            if (failure.get() != null) {
                throw failure.get();
            }
            return EchoReply.newBuilder().setName(request.getName()).build();
        }));
    }

    private Upstream upstream(EchoHost echo, Duration timeout, int mostCalls) {
        UpstreamSettings settings = new UpstreamSettings(echo.endpoint(), timeout, mostCalls, 2, 10, 50, PAUSE);
        return Upstream.open(
                "echo",
                settings,
                List.of(MetadataUtils.newAttachHeadersInterceptor(EchoHost.headers(EchoHost.TESTER))),
                meters);
    }

    private static String say(Upstream upstream) {
        return upstream.call(
                EchoGrpc.newBlockingStub(upstream.channel()),
                stub -> stub.say(request("x")).getName());
    }

    private static void sayInVain(Upstream upstream, Class<? extends Fault> fault, int times) {
        for (int number = 0; number < times; number++) {
            assertThatThrownBy(() -> say(upstream)).isInstanceOf(fault);
        }
    }

    @Test
    void afterTooManyFailuresTheBreakerOpensAndThenClosesAgain() throws Exception {
        try (EchoHost echo = echo();
                Upstream upstream = upstream(echo, Duration.ofSeconds(5), 10)) {
            failure.set(Unavailable.dependency("postgres"));
            sayInVain(upstream, Unavailable.class, 5);
            assertThat(arrived).hasValue(5);

            // Open: refused at once, and nothing arrives.
            assertThatThrownBy(() -> say(upstream))
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            refused -> assertThat(refused.metadata()).containsEntry("dependency", "echo"))
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            refused -> assertThat(refused.retryAfter()).isEqualTo(PAUSE));
            assertThat(arrived).hasValue(5);
            assertThat(meters.get("resilience4j.circuitbreaker.state")
                            .tag("name", "echo")
                            .tag("state", "open")
                            .gauge()
                            .value())
                    .isEqualTo(1);

            failure.set(null);
            Thread.sleep(PAUSE.plusMillis(100));
            for (int number = 0; number < 10; number++) {
                assertThat(say(upstream)).isEqualTo("x");
            }
        }
    }

    @Test
    void refusalsAreAnswersAndDoNotOpenTheBreaker() {
        try (EchoHost echo = echo();
                Upstream upstream = upstream(echo, Duration.ofSeconds(5), 10)) {
            failure.set(new Refused(
                    ErrorReason.ERROR_REASON_IN_USE, List.of(new Violation("NOT_IN_USE", "projects/p", "in use"))));
            sayInVain(upstream, Refused.class, 30);
            assertThat(arrived).hasValue(30);

            failure.set(new Unavailable(
                    ErrorReason.ERROR_REASON_NOT_FRESH_YET, "behind", Duration.ofMillis(50), java.util.Map.of()));
            sayInVain(upstream, Unavailable.class, 30);
            assertThat(arrived).hasValue(60);
        }
    }

    @Test
    void aCallNeverOutlivesTheTimeTheUpstreamIsGiven() {
        EchoHost slow = EchoHost.start(Bodies.usual().withSay(_ -> {
            Thread.sleep(60_000);
            return EchoReply.getDefaultInstance();
        }));
        try (slow;
                Upstream upstream = upstream(slow, Duration.ofMillis(200), 10)) {
            sayInVain(upstream, Expired.class, 1);
        }
    }

    @Test
    void theCallersTimeLessALittleIsPassedOn() throws Exception {
        EchoHost echo = EchoHost.start(Bodies.usual()
                .withSay(_ -> EchoReply.newBuilder()
                        .setName(Long.toString(Context.current().getDeadline().timeRemaining(TimeUnit.MILLISECONDS)))
                        .build()));
        try (echo;
                Upstream upstream = upstream(echo, Duration.ofSeconds(5), 10);
                ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
                Context.CancellableContext caller =
                        Context.current().withDeadline(Deadline.after(1, TimeUnit.SECONDS), timer)) {
            long left = Long.parseLong(caller.call(() -> say(upstream)));
            assertThat(left).isBetween(500L, 950L);
        }
    }

    @Test
    void aCallerWithNoTimeLeftIsRefusedAtOnce() throws Exception {
        try (EchoHost echo = echo();
                Upstream upstream = upstream(echo, Duration.ofSeconds(5), 10);
                ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
                Context.CancellableContext caller =
                        Context.current().withDeadline(Deadline.after(40, TimeUnit.MILLISECONDS), timer)) {
            caller.run(() -> sayInVain(upstream, Expired.class, 1));
            assertThat(arrived).hasValue(0);
        }
    }

    @Test
    void impatientCallersDoNotShutTheUpstreamOffForOthers() throws Exception {
        EchoHost slow = EchoHost.start(Bodies.usual().withSay(request -> {
            Thread.sleep(150);
            return EchoReply.newBuilder().setName(request.getName()).build();
        }));
        try (slow;
                Upstream upstream = upstream(slow, Duration.ofSeconds(5), 10);
                ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
            for (int number = 0; number < 15; number++) {
                try (Context.CancellableContext caller =
                        Context.current().withDeadline(Deadline.after(80, TimeUnit.MILLISECONDS), timer)) {
                    caller.run(() -> sayInVain(upstream, Expired.class, 1));
                }
            }
            assertThat(say(upstream)).isEqualTo("x");
        }
    }

    @Test
    void moreCallsAtOnceThanAgreedAreRefused() throws Exception {
        CountDownLatch inside = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        EchoHost echo = EchoHost.start(Bodies.usual().withSay(request -> {
            inside.countDown();
            go.await();
            return EchoReply.newBuilder().setName(request.getName()).build();
        }));
        try (echo;
                Upstream upstream = upstream(echo, Duration.ofSeconds(5), 2);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = clients.submit(() -> say(upstream));
            var second = clients.submit(() -> say(upstream));
            assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();
            sayInVain(upstream, Exhausted.class, 1);
            go.countDown();
            assertThat(first.get()).isEqualTo("x");
            assertThat(second.get()).isEqualTo("x");
        }
    }

    @Test
    void whoWasInterruptedIsNotToldThatThereIsNoPlace() {
        try (EchoHost echo = echo();
                Upstream upstream = upstream(echo, Duration.ofSeconds(5), 10)) {
            Thread.currentThread().interrupt();
            sayInVain(upstream, Cancelled.class, 1);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(say(upstream)).isEqualTo("x");
        }
    }

    @Test
    void streamsHavePlacesOfTheirOwn() {
        try (EchoHost echo = echo();
                Upstream upstream = upstream(echo, Duration.ofSeconds(5), 10)) {
            Passage first = upstream.enter();
            Passage second = upstream.enter();
            assertThatThrownBy(upstream::enter).isInstanceOf(Exhausted.class);
            assertThat(say(upstream)).isEqualTo("x");
            first.close();
            second.close();
            second.close();
            upstream.enter().close();
        }
    }

    @Test
    void whenTheUpstreamDoesNotAdmitUsTheUserIsNotBlamed() {
        try (EchoHost echo = echo();
                Upstream upstream = Upstream.open("echo", UpstreamSettings.of(echo.endpoint()), List.of(), meters)) {
            sayInVain(upstream, Internal.class, 1);
        }
    }

    @Test
    void nobodyThereIsADependencyThatDoesNotAnswer() {
        EchoHost echo = echo();
        try (Upstream upstream = upstream(echo, Duration.ofSeconds(5), 10)) {
            echo.close();
            assertThatThrownBy(() -> say(upstream))
                    .isInstanceOf(Unavailable.class)
                    .hasMessage("echo does not answer");
        }
    }
}
