package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.testkit.FreePorts;
import dev.pedigree.v1.UploadBlobRequest;
import io.grpc.ManagedChannel;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What operators see of a service at work.
@Timeout(60)
class MetricsTest {
    private static final int MIB = 1 << 20;
    private static final Duration SOON = Duration.ofSeconds(20);

    @RegisterExtension
    static final ArtifactExtension STORES = ArtifactExtension.usual();

    private final String listen = "127.0.0.1:" + FreePorts.take();

    @Test
    void roomUploadsAndPacks() throws Exception {
        try (ArtifactProcess service = ArtifactProcess.start(
                STORES.postgres(), STORES.s3Settings(), Map.of("PEDIGREE_METRICS_LISTEN", listen))) {
            ManagedChannel channel = service.channel();
            Client client = new Client(channel, "metrics");
            assertThat(value("uploads{state=\"open\"}")).isZero();
            assertThat(value("packs_total")).isZero();
            assertThat(value("room_size_bytes{room=\"upload\"}")).isEqualTo(128 * MIB);

            client.batch(List.of(item(RandomBytes.of(10_000)), item(RandomBytes.of(20_000))));
            ByteString large = RandomBytes.of(9 * MIB);
            var call = client.beginUpload();
            call.write(client.first(digest(large), large.size()));
            call.write(UploadBlobRequest.newBuilder()
                    .setData(large.substring(0, MIB))
                    .build());

            await("room_used_bytes{room=\"upload\"}", 8 * MIB);
            await("uploads{state=\"open\"}", 1);
            assertThat(value("packs_total")).isEqualTo(1);
            assertThat(value("packs_blobs_total")).isEqualTo(2);
            assertThat(value("packs_size_bytes_total")).isBetween(30_000.0, 31_000.0);
            assertThat(value("room_refused_total{room=\"upload\"}")).isZero();
            assertThat(value("uploads{state=\"verifying\"}")).isZero();
            assertThat(value("uploads{state=\"failed\"}")).isZero();

            call.cancel("enough", null);
            await("room_used_bytes{room=\"upload\"}", 0);
            channel.shutdownNow();
        }
    }

    private void await(String metric, double expected) throws Exception {
        Instant end = Instant.now().plus(SOON);
        while (value(metric) != expected) {
            assertThat(Instant.now()).as("%s is %s", metric, value(metric)).isBefore(end);
            Thread.sleep(100);
        }
    }

    private double value(String metric) throws Exception {
        String start = "pedigree_artifact_" + metric + " ";
        Optional<String> line = scrape().lines()
                .map(text -> text.replaceFirst(",?service=\"artifact\",?", "").replace("{}", ""))
                .filter(text -> text.startsWith(start))
                .findFirst();
        assertThat(line).as(metric).isPresent();
        return Double.parseDouble(line.orElseThrow().substring(start.length()));
    }

    private String scrape() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + listen + "/metrics"))
                    .build();
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }
}
