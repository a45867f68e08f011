package dev.pedigree.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.chassis.settings.S3Settings;
import dev.pedigree.chassis.settings.Settings;
import dev.pedigree.chassis.store.Content;
import dev.pedigree.chassis.store.ObjectStore;
import dev.pedigree.chassis.store.ObjectStore.Written;
import dev.pedigree.chassis.store.S3ObjectStore;
import dev.pedigree.testkit.fault.FaultProxy;
import dev.pedigree.testkit.fault.S3Fault;
import dev.pedigree.testkit.fault.S3Request;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What `ObjectStore` makes of an S3 that behaves badly.
@Timeout(120)
final class FaultyObjectStoreTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int SIZE = 3 << 20;
    private static final ByteString BYTES = noise();

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private final String key = UUID.randomUUID().toString();
    private final Content content = Content.of(BYTES);
    private FaultProxy proxy;
    private ObjectStore store;

    @BeforeEach
    void open() {
        proxy = FaultProxy.before(S3.endpoint());
        Settings settings = new Settings(Map.of(
                "PEDIGREE_S3_ENDPOINT", proxy.endpoint().toString(),
                "PEDIGREE_S3_BUCKET", S3.bucket(),
                "PEDIGREE_S3_ACCESS_KEY", S3.accessKey(),
                "PEDIGREE_S3_SECRET_KEY", S3.secretKey(),
                "PEDIGREE_S3_TIMEOUT", "2s"));
        store = S3ObjectStore.open(S3Settings.read(settings), new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        store.close();
        proxy.close();
    }

    private static ByteString noise() {
        byte[] bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    @ParameterizedTest
    @MethodSource("dev.pedigree.testkit.fault.S3Fault#writing")
    void aWriteThatFailsIsToldSoonAndCanBeDoneAgain(S3Fault fault) {
        proxy.inject(S3Request.of("PUT", key), fault, 1);

        assertUnavailable(() -> store.put(key, content));

        assertThat(proxy.arrivals(S3Request.of("PUT", key))).hasSize(1);
        boolean wasDone = fault instanceof S3Fault.DropAnswer;
        assertThat(store.put(key, content)).isEqualTo(wasDone ? Written.BEFORE : Written.NOW);
        assertThat(read()).isEqualTo(BYTES);
    }

    @ParameterizedTest
    @MethodSource("dev.pedigree.testkit.fault.S3Fault#reading")
    void aReadThatFailsIsToldSoonAndCanBeDoneAgain(S3Fault fault) {
        store.put(key, content);
        proxy.inject(S3Request.of("GET", key), fault, 1);

        assertUnavailable(this::read);

        assertThat(proxy.arrivals(S3Request.of("GET", key))).hasSize(1);
        assertThat(read()).isEqualTo(BYTES);
    }

    /// Each byte comes in time, but all of them would take minutes.
    @Test
    void anObjectThatTricklesIsGivenUpSoon() {
        store.put(key, content);
        proxy.inject(S3Request.of("GET", key), new S3Fault.Trickle(), 1);

        assertUnavailable(() -> read(5_000));

        assertThat(proxy.arrivals(S3Request.of("GET", key))).hasSize(1);
        assertThat(read()).isEqualTo(BYTES);
    }

    @Test
    void whatFailsTooOftenIsLeftAloneUntilItIsWellAgain() throws InterruptedException {
        store.put(key, content);
        proxy.inject(S3Request.ANY, S3Fault.SLOW_DOWN);
        for (int call = 0; call < 30; call++) {
            assertUnavailable(() -> store.head(key));
        }
        int arrived = proxy.arrivals(S3Request.of("HEAD", key)).size();
        assertThat(arrived).isBetween(4, 10); // then the breaker was open

        proxy.heal();

        Instant end = Instant.now().plus(SOON);
        while (!answers()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(50);
        }
        for (int call = 0; call < 30; call++) {
            assertThat(store.head(key)).isPresent();
        }
    }

    @Test
    void refusalsAreAnswersAndShutNothingOff() {
        proxy.inject(S3Request.of("PUT", key), S3Fault.CONFLICT);

        for (int call = 0; call < 30; call++) {
            assertUnavailable(() -> store.put(key, content));
            assertThat(store.head(key)).isEmpty();
        }

        assertThat(proxy.arrivals(S3Request.of("PUT", key))).hasSize(30);
    }

    @Test
    void whoHasReadAllBytesLeavesTheConnectionToTheNext() {
        store.put(key, content);
        for (int turn = 0; turn < 20; turn++) {
            assertThat(read()).isEqualTo(BYTES);
        }
        assertThat(proxy.connections()).isEqualTo(1);
    }

    private boolean answers() {
        try {
            return store.head(key).isPresent();
        } catch (Unavailable _) {
            return false;
        }
    }

    private ByteString read() {
        return read(SIZE);
    }

    private ByteString read(int length) {
        try (InputStream in = store.get(key, 0, length).orElseThrow()) {
            return ByteString.copyFrom(in.readNBytes(length));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void assertUnavailable(ThrowingCallable call) {
        Instant begin = Instant.now();
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Unavailable.class, fault -> assertThat(fault.metadata()).containsEntry("dependency", "s3"));
        assertThat(Duration.between(begin, Instant.now())).isLessThan(SOON);
    }
}
