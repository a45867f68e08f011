package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.fault;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.v1.CommitManifestRequest;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.ListManifestEntriesRequest;
import dev.pedigree.v1.ListManifestEntriesResponse;
import dev.pedigree.v1.Manifest;
import dev.pedigree.v1.ManifestEntry;
import io.grpc.ManagedChannel;
import io.grpc.stub.BlockingClientCall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// One manifest as large as they may be, in a service with the heap that it is given. With
/// `-Dpedigree.manifest.entries=10000000` as large as they may ever be; then it takes some minutes, and says
/// how long and how much memory each step took.
@Timeout(3_600)
class ManyFilesTest {
    private static final int COUNT = Integer.getInteger("pedigree.manifest.entries", 50_000);
    private static final int BATCH = 2_000;
    private static final int DISTINCT = 1_000;

    @RegisterExtension
    static final ArtifactExtension STORES = ArtifactExtension.usual();

    private final List<ByteString> contents = IntStream.range(0, DISTINCT)
            .mapToObj(number ->
                    ByteString.copyFrom(ByteBuffer.allocate(4).putInt(number).array()))
            .toList();
    private final List<ByteString> digests =
            contents.stream().map(Client::digest).toList();

    private static ArtifactProcess service;
    private static ManagedChannel channel;

    private final Client client = new Client(channel, "many");

    @BeforeAll
    static void start() throws Exception {
        service = ArtifactProcess.start(
                STORES.postgres(),
                STORES.s3Settings(),
                Map.of("PEDIGREE_MOST_MANIFEST_ENTRIES", Integer.toString(COUNT)),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError");
        channel = service.channel();
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        service.close();
    }

    @BeforeEach
    void storeContents() throws Exception {
        client.batch(contents.stream().map(Client::item).toList());
    }

    @Test
    void asManyFilesAsThereMayBeAreCommittedAndListed() throws Exception {
        long began = System.nanoTime();
        Manifest manifest = commit(COUNT, ManyFilesTest::path);
        say("committed", began);
        assertThat(manifest.getFileCount()).isEqualTo(COUNT);

        began = System.nanoTime();
        assertListed(manifest);
        say("listed", began);
    }

    @Test
    void oneMoreIsRefused() throws Exception {
        long began = System.nanoTime();
        Fault excess = fault(() -> commit(COUNT + 1, ManyFilesTest::path));
        say("and one more refused", began);

        assertThat(excess.reason()).isEqualTo(ErrorReason.ERROR_REASON_LIMIT_EXCEEDED);
        assertThat(excess.metadata())
                .containsEntry("limit", Integer.toString(COUNT))
                .containsEntry("actual", Integer.toString(COUNT + 1));
    }

    @Test
    void theLastIsFoundToBeTheFirstInOtherLetters() throws Exception {
        long began = System.nanoTime();
        Fault clash = fault(() -> commit(COUNT, number -> number == COUNT - 1 ? "first" : path(number)));
        say("compared", began);

        assertThat(clash.reason()).isEqualTo(ErrorReason.ERROR_REASON_MANIFEST_INVALID);
        assertThat(clash).hasMessageContaining("entries[%d].path".formatted(COUNT - 1));
    }

    /// The first sorts before all others, and is the name that the clash has in other letters.
    private static String path(int number) {
        return number == 0 ? "FIRST" : "and-then/%05d/file-%08d.bin".formatted(number / 1_000, number);
    }

    private Manifest commit(int count, IntFunction<String> path) throws Exception {
        BlockingClientCall<CommitManifestRequest, Manifest> call = client.stub().commitManifest();
        CommitManifestRequest.Builder message =
                CommitManifestRequest.newBuilder().setParent(client.parent()).setDigest(digest(count, path));
        boolean open = true;
        for (int start = 0; open && start < count; start += BATCH) {
            for (int number = start; number < Math.min(count, start + BATCH); number++) {
                message.addEntries(entry(number, path));
            }
            open = call.write(message.build());
            message = CommitManifestRequest.newBuilder();
        }
        call.halfClose();
        return call.read();
    }

    private ManifestEntry entry(int number, IntFunction<String> path) {
        return ManifestEntry.newBuilder()
                .setPath(path.apply(number))
                .setDigest(digests.get(number % DISTINCT))
                .setSize(4)
                .build();
    }

    private String digest(int count, IntFunction<String> path) throws Exception {
        List<String> hex = digests.stream()
                .map(digest -> HexFormat.of().formatHex(digest.toByteArray()))
                .toList();
        MessageDigest sum = MessageDigest.getInstance("SHA-256");
        for (int number = 0; number < count; number++) {
            sum.update("%s 4 %s\n"
                    .formatted(hex.get(number % DISTINCT), path.apply(number))
                    .getBytes(StandardCharsets.UTF_8));
        }
        return "sha256:" + HexFormat.of().formatHex(sum.digest());
    }

    private void assertListed(Manifest manifest) throws Exception {
        ListManifestEntriesRequest.Builder request = ListManifestEntriesRequest.newBuilder()
                .setParent(client.parent() + "/manifests/" + manifest.getDigest())
                .setPageSize(5_000);
        int number = 0;
        do {
            ListManifestEntriesResponse page = client.stub().listManifestEntries(request.build());
            for (ManifestEntry entry : page.getEntriesList()) {
                assertThat(entry).isEqualTo(entry(number++, ManyFilesTest::path));
            }
            request.setPageToken(page.getNextPageToken());
        } while (!request.getPageToken().isEmpty());
        assertThat(number).isEqualTo(COUNT);
    }

    private static void say(String what, long began) throws Exception {
        String memory = Files.readAllLines(Path.of("/proc", Long.toString(service.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElse("");
        System.out.printf(
                "%,d entries %s after %d s, service %s%n",
                COUNT, what, Duration.ofNanos(System.nanoTime() - began).toSeconds(), memory);
    }
}
