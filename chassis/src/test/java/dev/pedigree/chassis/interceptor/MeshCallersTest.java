package dev.pedigree.chassis.interceptor;

import static dev.pedigree.chassis.testing.EchoHost.request;
import static dev.pedigree.chassis.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.chassis.echo.EchoGrpc;
import dev.pedigree.chassis.echo.EchoReply;
import dev.pedigree.chassis.identity.Admissions;
import dev.pedigree.chassis.identity.Caller;
import dev.pedigree.chassis.identity.IdentityKey;
import dev.pedigree.chassis.identity.IdentitySigner;
import dev.pedigree.chassis.identity.IdentityVerifier;
import dev.pedigree.chassis.identity.ReservedKeys;
import dev.pedigree.chassis.identity.ServiceToken;
import dev.pedigree.chassis.testing.EchoHost;
import dev.pedigree.chassis.testing.EchoHost.Bodies;
import dev.pedigree.v1.ErrorReason;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class MeshCallersTest {
    private static final IdentityKey KEY = new IdentityKey("k".repeat(32).getBytes(StandardCharsets.UTF_8));
    private static final IdentityKey OTHER_KEY = new IdentityKey("o".repeat(32).getBytes(StandardCharsets.UTF_8));
    private static final Clock NOW = Clock.systemUTC();
    private static final Clock LONG_AGO = Clock.offset(NOW, Duration.ofMinutes(-3));

    private static EchoHost start(Admissions admissions) {
        Bodies whoAmI = Bodies.usual()
                .withSay(_ -> EchoReply.newBuilder()
                        .setName(Caller.find().map(MeshCallersTest::describe).orElse("nobody"))
                        .build());
        return EchoHost.start(
                whoAmI, Interceptors.mesh(1_000, admissions, Optional.of(new IdentityVerifier(KEY, "echo", NOW))));
    }

    private static String describe(Caller caller) {
        return caller.service() + "/" + caller.principal().orElse("-");
    }

    private static String say(EchoHost echo, Metadata headers) {
        return EchoGrpc.newBlockingStub(echo.with(headers)).say(request("x")).getName();
    }

    private static Metadata onBehalfOf(String identity) {
        Metadata headers = EchoHost.headers(EchoHost.TESTER);
        headers.put(ReservedKeys.IDENTITY, identity);
        return headers;
    }

    @Test
    void aListedServiceWithItsSecretIsAdmitted() {
        try (EchoHost echo = start(EchoHost.ADMIT_TESTER)) {
            assertThat(say(echo, EchoHost.headers(EchoHost.TESTER))).isEqualTo("tester/-");
        }
    }

    @Test
    void anEmptyListRefusesEvenTheKnown() {
        Admissions known = new Admissions(Map.of("tester", EchoHost.TESTER.fingerprint()), Map.of());
        try (EchoHost echo = start(known)) {
            assertRefused(
                    Status.Code.PERMISSION_DENIED,
                    ErrorReason.ERROR_REASON_CALLER_NOT_ADMITTED,
                    () -> say(echo, EchoHost.headers(EchoHost.TESTER)));
        }
    }

    @Test
    void noTokenAWrongSecretAndAnUnknownNameAreRefusedAlike() {
        try (EchoHost echo = start(EchoHost.ADMIT_TESTER)) {
            for (Metadata headers : List.of(
                    new Metadata(),
                    EchoHost.headers(new ServiceToken("tester", "a guess")),
                    EchoHost.headers(new ServiceToken("stranger", EchoHost.TESTER.secret())))) {
                assertRefused(
                        Status.Code.UNAUTHENTICATED,
                        ErrorReason.ERROR_REASON_CREDENTIAL_INVALID,
                        () -> say(echo, headers));
            }
        }
    }

    @Test
    void aSignedIdentityNamesTheEndUser() {
        try (EchoHost echo = start(EchoHost.ADMIT_TESTER)) {
            String identity = new IdentitySigner(KEY, NOW).sign("ada", "echo");
            assertThat(say(echo, onBehalfOf(identity))).isEqualTo("tester/ada");
        }
    }

    @Test
    void anIdentityForAnotherServiceFromAnotherKeyExpiredOrMadeUpIsRefused() {
        List<String> forged = List.of(
                new IdentitySigner(KEY, NOW).sign("ada", "another"),
                new IdentitySigner(OTHER_KEY, NOW).sign("ada", "echo"),
                new IdentitySigner(KEY, LONG_AGO).sign("ada", "echo"),
                new IdentitySigner(KEY, Clock.offset(NOW, Duration.ofDays(1))).sign("ada", "echo"),
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEiLCJhdWQiOiJlY2hvIn0.",
                "ada");
        try (EchoHost echo = start(EchoHost.ADMIT_TESTER)) {
            for (String identity : forged) {
                assertRefused(
                        Status.Code.UNAUTHENTICATED,
                        ErrorReason.ERROR_REASON_CREDENTIAL_INVALID,
                        () -> say(echo, onBehalfOf(identity)));
            }
        }
    }

    @Test
    void healthAnswersWithoutACredentialAndNothingElseDoes() {
        try (EchoHost echo = start(EchoHost.ADMIT_TESTER)) {
            HealthGrpc.newBlockingStub(echo.bare())
                    .check(HealthCheckRequest.newBuilder()
                            .setService(EchoGrpc.SERVICE_NAME)
                            .build());
            assertRefused(
                    Status.Code.UNAUTHENTICATED,
                    ErrorReason.ERROR_REASON_CREDENTIAL_INVALID,
                    () -> EchoGrpc.newBlockingStub(echo.bare()).say(request("x")));
        }
    }

    @Test
    void noIdentityIsLeftBehindForTheNextCall() throws Exception {
        IdentitySigner signer = new IdentitySigner(KEY, NOW);
        try (EchoHost echo = start(EchoHost.ADMIT_TESTER);
                ExecutorService clients = Executors.newFixedThreadPool(8)) {
            List<Future<?>> calls = new ArrayList<>();
            for (int number = 0; number < 3_000; number++) {
                int turn = number;
                calls.add(clients.submit(() -> mixed(echo, signer, turn)));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        }
    }

    private static void mixed(EchoHost echo, IdentitySigner signer, int turn) {
        switch (turn % 4) {
            case 0 ->
                assertThat(say(echo, onBehalfOf(signer.sign("user-" + turn, "echo"))))
                        .isEqualTo("tester/user-" + turn);
            case 1 -> assertThat(say(echo, EchoHost.headers(EchoHost.TESTER))).isEqualTo("tester/-");
            case 2 ->
                assertRefused(
                        Status.Code.UNAUTHENTICATED,
                        ErrorReason.ERROR_REASON_CREDENTIAL_INVALID,
                        () -> say(echo, onBehalfOf(signer.sign("user-" + turn, "another"))));
            default ->
                assertRefused(
                        Status.Code.UNAUTHENTICATED,
                        ErrorReason.ERROR_REASON_CREDENTIAL_INVALID,
                        () -> say(echo, new Metadata()));
        }
    }
}
