package dev.pedigree.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.chassis.settings.S3Settings;
import dev.pedigree.chassis.store.Content;
import dev.pedigree.chassis.store.ObjectStore;
import dev.pedigree.chassis.store.ObjectStore.Written;
import dev.pedigree.chassis.store.S3ObjectStore;
import dev.pedigree.chassis.store.StoredObject;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What `ObjectStore` promises, on whichever S3.
@Timeout(120)
abstract class ObjectStoreContract {
    private static final int LARGE = 5 * 1024 * 1024;

    private final String folder = UUID.randomUUID() + "/";
    private ObjectStore store;

    /// A bucket that exists.
    abstract S3Settings place();

    @BeforeEach
    void open() {
        store = S3ObjectStore.open(place(), new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Content text(String text) {
        return Content.of(ByteString.copyFromUtf8(text));
    }

    private static Content noise(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return Content.of(bytes);
    }

    private byte[] bytes(String key) throws IOException {
        try (InputStream in = store.get(key).orElseThrow()) {
            return in.readAllBytes();
        }
    }

    private String read(String key) throws IOException {
        return new String(bytes(key), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsPutIsThere() throws IOException {
        assertThat(store.put(folder + "a", text("hello"))).isEqualTo(Written.NOW);
        assertThat(read(folder + "a")).isEqualTo("hello");
        StoredObject found = store.head(folder + "a").orElseThrow();
        assertThat(found.size()).isEqualTo(5);
        assertThat(found.key()).isEqualTo(folder + "a");
    }

    @Test
    void anEmptyObjectIsAnObject() throws IOException {
        assertThat(store.put(folder + "empty", text(""))).isEqualTo(Written.NOW);
        assertThat(read(folder + "empty")).isEmpty();
    }

    @Test
    void whatIsThereStaysAsItIs() throws IOException {
        store.put(folder + "a", text("first"));
        assertThat(store.put(folder + "a", text("second"))).isEqualTo(Written.BEFORE);
        assertThat(read(folder + "a")).isEqualTo("first");
    }

    @Test
    void ofManyWritersAtOnceOneWins() throws Exception {
        List<Callable<Written>> writers = new ArrayList<>();
        for (int number = 0; number < 16; number++) {
            String words = "writer " + number;
            writers.add(() -> store.put(folder + "race", text(words)));
        }
        int winners = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Written> written : threads.invokeAll(writers)) {
                winners += written.get() == Written.NOW ? 1 : 0;
            }
        }
        assertThat(winners).isEqualTo(1);
        assertThat(read(folder + "race")).startsWith("writer ");
    }

    @Test
    void bytesThatDoNotHashToWhatIsDeclaredAreRefused() {
        Content lie = Content.of(
                ByteString.copyFromUtf8("these"),
                Content.of(ByteString.copyFromUtf8("those")).sha256());
        assertThatThrownBy(() -> store.put(folder + "lie", lie)).isInstanceOf(Unavailable.class); // damaged on the way
        assertThat(store.head(folder + "lie")).isEmpty();
    }

    @Test
    void whatIsNotThereIsEmpty() {
        assertThat(store.get(folder + "nothing")).isEmpty();
        assertThat(store.get(folder + "nothing", 0, 10)).isEmpty();
        assertThat(store.head(folder + "nothing")).isEmpty();
        store.delete(folder + "nothing");
    }

    @Test
    void aRangeIsAsManyBytesAsThereAre() throws IOException {
        store.put(folder + "digits", text("0123456789"));
        try (InputStream middle = store.get(folder + "digits", 3, 4).orElseThrow();
                InputStream end = store.get(folder + "digits", 8, 100).orElseThrow();
                InputStream behind = store.get(folder + "digits", 10, 5).orElseThrow()) {
            assertThat(middle).hasContent("3456");
            assertThat(end).hasContent("89");
            assertThat(behind).isEmpty();
        }
    }

    @Test
    void aReaderMayLeaveEarly() throws IOException {
        store.put(folder + "large", noise(1, LARGE));
        for (int turn = 0; turn < 70; turn++) { // more often than there are connections
            try (InputStream in = store.get(folder + "large").orElseThrow()) {
                assertThat(in.read()).isNotNegative();
            }
        }
    }

    @Test
    void deletedIsGone() {
        store.put(folder + "a", text("hello"));
        store.delete(folder + "a");
        assertThat(store.head(folder + "a")).isEmpty();
        assertThat(store.put(folder + "a", text("again"))).isEqualTo(Written.NOW);
    }

    @Test
    void keysAreListedInOrderAndInPages() {
        for (String name : List.of("c", "a", "b", "d/e")) {
            store.put(folder + name, text(name));
        }
        assertThat(store.list(folder, "", 1000))
                .extracting(StoredObject::key)
                .containsExactly(folder + "a", folder + "b", folder + "c", folder + "d/e");
        assertThat(store.list(folder, folder + "a", 2))
                .extracting(StoredObject::key)
                .containsExactly(folder + "b", folder + "c");
        assertThat(store.list(folder + "d/", "", 1000)).hasSize(1);
        assertThat(store.list(folder + "x", "", 1000)).isEmpty();
    }

    @Test
    void aStoreThatIsNotThereIsADependencyThatDoesNotAnswer() {
        S3Settings nowhere = S3Settings.of(URI.create("http://127.0.0.1:9"), "bucket", "key", "secret");
        try (ObjectStore absent = S3ObjectStore.open(nowhere, new SimpleMeterRegistry())) {
            assertThatThrownBy(() -> absent.put("a", text("hello")))
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            fault -> assertThat(fault.metadata()).containsEntry("dependency", "s3"));
            assertThatThrownBy(() -> absent.get("a")).isInstanceOf(Unavailable.class);
        }
    }
}
