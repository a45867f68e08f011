package dev.pedigree.chassis.host;

import static dev.pedigree.chassis.testing.EchoHost.request;
import static dev.pedigree.chassis.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.chassis.Endpoint;
import dev.pedigree.chassis.echo.EchoGrpc;
import dev.pedigree.chassis.echo.EchoReply;
import dev.pedigree.chassis.echo.EchoRequest;
import dev.pedigree.chassis.identity.Admissions;
import dev.pedigree.chassis.interceptor.Interceptors;
import dev.pedigree.chassis.settings.HostSettings;
import dev.pedigree.chassis.testing.EchoHost;
import dev.pedigree.chassis.testing.EchoHost.Bodies;
import dev.pedigree.v1.ErrorReason;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class ServiceHostTest {
    private static final Endpoint ANY_PORT = new Endpoint.Tcp("localhost", 0);

    private static HostSettings settings(boolean reflection, Duration notice, Duration grace) {
        HostSettings usual = HostSettings.of(ANY_PORT);
        return new HostSettings(
                ANY_PORT,
                usual.metrics(),
                reflection,
                usual.mostCalls(),
                usual.mostCallsPerConnection(),
                notice,
                grace);
    }

    private static EchoHost start(HostSettings settings, Bodies bodies, Admissions admissions) {
        return EchoHost.start(
                settings, List.of(bodies.service()), Interceptors.mesh(100, admissions, Optional.empty()));
    }

    @Test
    void drainingTellsFirstThenStopsTakingCallsAndLosesNone() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Bodies bodies = Bodies.usual().withSay(request -> {
            if (request.getName().equals("slow")) {
                inside.countDown();
                go.await();
            }
            return EchoReply.newBuilder().setName(request.getName()).build();
        });
        HostSettings settings = settings(false, Duration.ofMillis(500), Duration.ofSeconds(10));
        try (EchoHost echo = start(settings, bodies, EchoHost.ADMIT_TESTER);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Iterator<HealthCheckResponse> health = HealthGrpc.newBlockingStub(echo.bare())
                    .watch(HealthCheckRequest.newBuilder()
                            .setService(EchoGrpc.SERVICE_NAME)
                            .build());
            assertThat(health.next().getStatus()).isEqualTo(ServingStatus.SERVING);
            Future<EchoReply> slow = threads.submit(() -> echo.stub().say(request("slow")));
            assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();

            Future<?> drained = threads.submit(echo.host()::close);

            // Health flips at once, while calls are still taken ...
            assertThat(health.next().getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
            assertThat(echo.host().isServing()).isFalse();
            assertThat(echo.stub().say(request("late")).getName()).isEqualTo("late");
            // ... then new calls find nobody, and the one in flight still ends well.
            Thread.sleep(1_000);
            assertThat(drained.isDone()).isFalse();
            go.countDown();
            assertThat(slow.get().getName()).isEqualTo("slow");
            drained.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void afterTheGraceTheRestIsCut() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Bodies bodies = Bodies.usual().withSay(_ -> {
            inside.countDown();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException _) {
                interrupted.countDown();
            }
            return EchoReply.getDefaultInstance();
        });
        HostSettings settings = settings(false, Duration.ZERO, Duration.ofMillis(200));
        try (EchoHost echo = start(settings, bodies, EchoHost.ADMIT_TESTER)) {
            var _ = EchoGrpc.newFutureStub(echo.channel()).say(request("x"));
            assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();

            echo.host().close();

            assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aMethodNobodyHasIsRefusedWithAReason() {
        try (EchoHost echo = start(HostSettings.of(ANY_PORT), Bodies.usual(), EchoHost.ADMIT_TESTER)) {
            assertRefused(
                    Status.Code.UNIMPLEMENTED,
                    ErrorReason.ERROR_REASON_METHOD_NOT_FOUND,
                    () -> ClientCalls.blockingUnaryCall(
                            echo.channel(),
                            EchoGrpc.getSayMethod().toBuilder()
                                    .setFullMethodName(EchoGrpc.SERVICE_NAME + "/Nothing")
                                    .build(),
                            io.grpc.CallOptions.DEFAULT,
                            EchoRequest.getDefaultInstance()));
        }
    }

    @Test
    void reflectionNeedsACredentialLikeEverythingElse() throws Exception {
        String reflection = ServerReflectionGrpc.SERVICE_NAME;
        Admissions admissions = new Admissions(
                EchoHost.ADMIT_TESTER.fingerprints(),
                Map.of(EchoGrpc.SERVICE_NAME, Set.of("tester"), reflection, Set.of("tester")));
        HostSettings settings = settings(true, Duration.ZERO, Duration.ZERO);
        try (EchoHost echo = start(settings, Bodies.usual(), admissions)) {
            assertThat(services(echo.channel())).contains(EchoGrpc.SERVICE_NAME, reflection);
            assertRefused(
                    Status.Code.UNAUTHENTICATED,
                    ErrorReason.ERROR_REASON_CREDENTIAL_INVALID,
                    () -> services(echo.bare()));
        }
    }

    @Test
    void callsAreCountedUnderGrpcsOwnNamesAndUnknownMethodsUnderOne() throws Exception {
        try (EchoHost echo = start(HostSettings.of(ANY_PORT), Bodies.usual(), EchoHost.ADMIT_TESTER)) {
            echo.stub().say(request("x"));
            for (int number = 0; number < 3; number++) {
                String method = EchoGrpc.SERVICE_NAME + "/Nothing" + number;
                assertRefused(
                        Status.Code.UNIMPLEMENTED,
                        ErrorReason.ERROR_REASON_METHOD_NOT_FOUND,
                        () -> ClientCalls.blockingUnaryCall(
                                echo.channel(),
                                EchoGrpc.getSayMethod().toBuilder()
                                        .setFullMethodName(method)
                                        .build(),
                                io.grpc.CallOptions.DEFAULT,
                                EchoRequest.getDefaultInstance()));
            }
            Thread.sleep(200); // the last stream is accounted for after its client has heard
            assertThat(echo.meters()
                            .get("grpc.server.call.started")
                            .tag("grpc.method", "pedigree.test.v1.Echo/Say")
                            .counter()
                            .count())
                    .isEqualTo(1);
            assertThat(echo.meters()
                            .get("grpc.server.call.duration")
                            .tag("grpc.method", "other")
                            .tag("grpc.status", "UNIMPLEMENTED")
                            .timer()
                            .count())
                    .isEqualTo(3);
        }
    }

    private static List<String> services(Channel channel) {
        BlockingClientCall<ServerReflectionRequest, ServerReflectionResponse> call =
                ServerReflectionGrpc.newBlockingV2Stub(channel).serverReflectionInfo();
        try {
            call.write(ServerReflectionRequest.newBuilder().setListServices("").build());
            List<String> names = call.read().getListServicesResponse().getServiceList().stream()
                    .map(io.grpc.reflection.v1.ServiceResponse::getName)
                    .toList();
            call.halfClose();
            return names;
        } catch (io.grpc.StatusException refused) {
            throw new io.grpc.StatusRuntimeException(refused.getStatus(), refused.getTrailers());
        } catch (InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }
}
