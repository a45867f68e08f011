package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.fault;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.fault.Exhausted;
import dev.pedigree.chassis.fault.Fault;
import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Many large streams at once through a service whose heap holds a fraction of what they bring. With more of them,
/// `-Dpedigree.streams=64`, it needs hardly more memory, and says how much; those for which there is no room come back
/// until there is.
@Timeout(600)
class ManyStreamsTest {
    private static final int STREAMS = Integer.getInteger("pedigree.streams", 16);
    private static final int SIZE = (20 << 20) + 7;

    /// The heap, as much for Netty outside of it, and the JVM itself.
    private static final long MOST_MEBIBYTES = 160 + 160 + 256;

    @RegisterExtension
    static final ArtifactExtension STORES = ArtifactExtension.usual();

    private final AtomicInteger refusals = new AtomicInteger();

    @Test
    void memoryIsWhatTheSettingsSayHoweverManyThereAre() throws Exception {
        List<ByteString> blobs =
                IntStream.range(0, STREAMS).mapToObj(_ -> RandomBytes.of(SIZE)).toList();
        try (ArtifactProcess service = ArtifactProcess.start(
                STORES.postgres(),
                STORES.s3Settings(),
                Map.of("PEDIGREE_UPLOAD_MEMORY_MIB", "32", "PEDIGREE_DOWNLOAD_MEMORY_MIB", "32"),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError")) {
            List<ManagedChannel> channels =
                    blobs.stream().map(_ -> service.channel()).toList();
            List<Client> clients = channels.stream()
                    .map(channel -> new Client(channel, "streams"))
                    .toList();

            Race.run(STREAMS, number -> untilTaken(() -> clients.get(number).upload(blobs.get(number))));
            check("uploaded", service);
            List<ByteString> back = Race.run(
                    STREAMS,
                    number -> untilTaken(
                            () -> clients.get(number).download(digestOf(blobs.get((number + 1) % STREAMS)))));
            check("downloaded", service);

            for (int number = 0; number < STREAMS; number++) {
                assertThat(back.get(number)).isEqualTo(blobs.get((number + 1) % STREAMS));
            }
            channels.forEach(ManagedChannel::shutdownNow);
        }
    }

    /// As clients do: whoever is refused comes back when it was told to.
    private <T> T untilTaken(Callable<T> call) throws Exception {
        while (true) {
            try {
                return call.call();
            } catch (StatusException refusal) {
                Fault fault = fault(() -> {
                    throw refusal;
                });
                if (!(fault instanceof Exhausted refused)) {
                    throw refusal;
                }
                refusals.incrementAndGet();
                Thread.sleep(refused.retryAfter());
            }
        }
    }

    private void check(String what, ArtifactProcess service) throws Exception {
        long peak = peakMebibytes(service);
        System.out.printf(
                "%d streams of %d bytes at once %s, %d refusals so far, service %d MiB%n",
                STREAMS, SIZE, what, refusals.get(), peak);
        assertThat(peak).isLessThan(MOST_MEBIBYTES);
    }

    private static long peakMebibytes(ArtifactProcess service) throws Exception {
        String peak = Files.readAllLines(Path.of("/proc", Long.toString(service.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(peak.replaceAll("\\D", "")) / 1_024;
    }
}
