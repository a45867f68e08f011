package dev.pedigree.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.v1.GetDescendantsRequest;
import dev.pedigree.v1.Kind;
import dev.pedigree.v1.LineageKind;
import dev.pedigree.v1.LineageNode;
import dev.pedigree.v1.LineageQuery;
import dev.pedigree.v1.ListVersionsRequest;
import dev.pedigree.v1.ListVersionsResponse;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionRecord;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// SIGKILL of each service in the middle of a run of mutations: what was acknowledged is there, once.
final class CrashTest {
    private static final int WRITERS = 4;
    private static final int BEFORE = 20;
    private static final int AFTER = 60;
    private static final Duration RETRY = Duration.ofMillis(50);
    private static final Duration REST = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    static Path data;

    private static Mesh mesh;

    @BeforeAll
    static void start() {
        mesh = Mesh.processes(data, 0);
    }

    @AfterAll
    static void stop() {
        mesh.close();
    }

    @ParameterizedTest
    @EnumSource(ServiceKind.class)
    void everyAcknowledgedMutationIsThereOnce(ServiceKind victim) throws Exception {
        try (MeshClient client = MeshClient.of(mesh)) {
            Version dataset = client.dataset("samples");
            String model = client.asset(Kind.KIND_MODEL, "net");
            VersionRecord.Builder record = client.modelRecord(dataset);
            Map<String, Version> acknowledged = new ConcurrentHashMap<>();
            Map<String, ByteString> uploaded = new ConcurrentHashMap<>();

            runWhile(
                    () -> {
                        UUID requestId = UUID.randomUUID();
                        Version version = persist(() -> client.version(model, record, requestId));
                        assertThat(acknowledged.put(version.getName(), version)).isNull();
                        String content = "content " + requestId;
                        uploaded.put(content, persist(() -> client.upload(content)));
                        if (uploaded.size() >= AFTER) {
                            pause(REST); // a service that still starts needs the processors
                        }
                    },
                    () -> {
                        await(() -> uploaded.size() >= BEFORE);
                        mesh.processFleet().kill(victim);
                        Thread.sleep(Duration.ofMillis(200));
                        mesh.start(victim);
                        await(() -> uploaded.size() >= AFTER);
                    });

            assertThat(names(versions(client, model)))
                    .as("every acknowledged version once, and no other")
                    .containsExactlyInAnyOrderElementsOf(acknowledged.keySet());
            assertThat(versions(client, model))
                    .allSatisfy(version -> assertThat(version.getRecordDigest())
                            .isEqualTo(acknowledged.get(version.getName()).getRecordDigest()));
            uploaded.forEach(
                    (content, digest) -> assertThat(client.download(digest)).isEqualTo(content));
            assertThat(learnedFrom(client, dataset, acknowledged))
                    .containsExactlyInAnyOrderElementsOf(acknowledged.keySet());
        }
    }

    private static void runWhile(Runnable mutation, Disturbance disturbance) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Future<?>> writers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < WRITERS; writer++) {
                writers.add(threads.submit(() -> {
                    while (!over.get()) {
                        mutation.run();
                    }
                }));
            }
            try {
                disturbance.run();
            } finally {
                over.set(true);
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    private interface Disturbance {
        void run() throws Exception;
    }

    /// What a client does: the same request with the same id, until there is an answer.
    private static <T> T persist(Supplier<T> call) {
        ConcurrentLinkedQueue<String> refusals = new ConcurrentLinkedQueue<>();
        for (int attempt = 0; attempt < 400; attempt++) {
            try {
                return call.get();
            } catch (StatusRuntimeException refusal) {
                refusals.add(refusal.getStatus().toString());
                switch (refusal.getStatus().getCode()) {
                    case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED -> pause(RETRY);
                    default -> throw refusal;
                }
            }
        }
        throw new AssertionError("never answered: " + refusals);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static List<Version> versions(MeshClient client, String model) {
        List<Version> versions = new ArrayList<>();
        String page = "";
        do {
            ListVersionsResponse response = client.assets()
                    .listVersions(ListVersionsRequest.newBuilder()
                            .setParent(model)
                            .setPageSize(500)
                            .setPageToken(page)
                            .build());
            versions.addAll(response.getVersionsList());
            page = response.getNextPageToken();
        } while (!page.isEmpty());
        return versions;
    }

    private static List<String> names(List<Version> versions) {
        return versions.stream().map(Version::getName).toList();
    }

    private static List<String> learnedFrom(MeshClient client, Version dataset, Map<String, Version> acknowledged) {
        String newest = acknowledged.values().stream()
                .max(java.util.Comparator.comparingLong(Version::getNumber))
                .orElseThrow()
                .getConsistencyToken();
        GetDescendantsRequest request = GetDescendantsRequest.newBuilder()
                .setName(dataset.getName())
                .setQuery(LineageQuery.newBuilder()
                        .setMaxNodes(10_000)
                        .addKinds(LineageKind.LINEAGE_KIND_MODEL_VERSION)
                        .setAtLeastAsFresh(newest))
                .build();
        return persist(() -> client.lineage().getDescendants(request)).getNodesList().stream()
                .filter(node -> node.getKind() == LineageKind.LINEAGE_KIND_MODEL_VERSION)
                .map(LineageNode::getName)
                .toList();
    }
}
