package dev.pedigree.bench.artifacts;

import dev.pedigree.bench.BenchFolder;
import dev.pedigree.bench.Report;
import dev.pedigree.bench.task.Contest;
import dev.pedigree.bench.task.Listeners;
import dev.pedigree.bench.task.OneProcess;
import dev.pedigree.bench.task.ProcessFamily;
import dev.pedigree.bench.task.Task;
import dev.pedigree.bench.task.Timing;
import dev.pedigree.bench.task.Trials;
import dev.pedigree.bench.task.Watch;
import dev.pedigree.bench.task.Watched;
import dev.pedigree.standalone.Mesh;
import dev.pedigree.standalone.S3Server;
import dev.pedigree.standalone.ServiceKind;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Starts a mesh of processes over the S3 server that was named, or one of its own, and measures every figure against
/// its floor on that same server.
public final class ArtifactsWork {
    private static final Set<String> LARGE = Set.of(
            "upload-1gib", "upload-1gib-presigned", "gateway-vs-direct", "download-1gib", "download-1gib-presigned");
    private static final Set<String> KNOWN = Set.of("repush-unchanged", "push-1pct-changed", "find-missing");

    private final Plan plan;
    private final Optional<S3Server> s3;
    private final Set<String> only;
    private final Report report;

    /// @param scale of the sizes and numbers of files
    /// @param only these figures, unless it is empty
    /// @param s3 where an S3 server runs; its keys and bucket come from the environment
    public ArtifactsWork(double scale, Optional<URI> s3, Set<String> only, Report report) {
        this.plan = Plan.of(scale);
        this.s3 = s3.map(NamedServer::at);
        this.only = only;
        this.report = report;
    }

    public void run() throws Exception {
        s3.ifPresent(ArtifactsWork::ensureBucket);
        try (BenchFolder folder = BenchFolder.create();
                Mesh mesh = s3.isPresent()
                        ? Mesh.processes(folder.path().resolve("mesh"), 0, s3.get())
                        : Mesh.processes(folder.path().resolve("mesh"), 0);
                ContentClient gateway = ContentClient.throughGateway(mesh);
                ContentClient straight = ContentClient.straight(mesh);
                DirectStores stores = DirectStores.of(NamedServer.of(mesh))) {
            measure(new Ground(plan, folder.path(), gateway, straight, stores, watch(mesh)));
        }
    }

    private static void ensureBucket(S3Server server) {
        try (DirectStores stores = DirectStores.of(server)) {
            stores.whole().ensureBucket();
        }
    }

    private static Watch watch(Mesh mesh) throws IOException {
        Map<String, String> service = mesh.settings(ServiceKind.ARTIFACT);
        URI postgres = URI.create(service.get("PEDIGREE_DATABASE_URL").substring("jdbc:".length()));
        Map<String, Watched> processes = new LinkedHashMap<>();
        processes.put("client", new OneProcess(ProcessHandle.current().pid()));
        listener(port(mesh.address())).ifPresent(found -> processes.put("gateway", found));
        listener(port(service.get("PEDIGREE_LISTEN"))).ifPresent(found -> processes.put("service", found));
        listener(NamedServer.of(mesh).endpoint().getPort()).ifPresent(found -> processes.put("s3", found));
        listener(postgres.getPort()).ifPresent(found -> processes.put("postgres", new ProcessFamily(found)));
        return new Watch(processes);
    }

    private static Optional<OneProcess> listener(int port) throws IOException {
        return Listeners.on(port).map(OneProcess::new);
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private void measure(Ground ground) throws Exception {
        Trials trials = new Trials(Plan.ROUNDS, ground.watch());
        if (LARGE.stream().anyMatch(this::wants)) {
            LargeContests large = new LargeContests(ground, trials);
            hold(
                    trials,
                    Map.of(
                            "upload-1gib", large::upload,
                            "upload-1gib-presigned", large::signedUpload,
                            "gateway-vs-direct", large::gatewayAgainstDirect));
            hold(trials, Map.of("download-1gib", large::download, "download-1gib-presigned", large::signedDownload));
        }
        SmallContests small = new SmallContests(ground, trials);
        hold(trials, Map.of("upload-5000x16k", small::upload));
        hold(trials, Map.of("download-5000x16k", small::download));
        hold(trials, Map.of("upload-200000x4k", small::uploadMany));
        if (KNOWN.stream().anyMatch(this::wants)) {
            KnownContests known = new KnownContests(ground);
            hold(trials, Plan.SHORT_WARM_UPS, Map.of("repush-unchanged", known::unchanged));
            hold(trials, Plan.SHORT_WARM_UPS, Map.of("push-1pct-changed", known::changed));
            hold(trials, Plan.SHORT_WARM_UPS, Map.of("find-missing", known::findMissing));
        }
    }

    private boolean wants(String figure) {
        return only.isEmpty() || only.contains(figure);
    }

    /// Holds contests at once; whoever takes part in several runs once a round.
    private void hold(Trials trials, Map<String, Making> makings) throws Exception {
        hold(trials, plan.warmUps(), makings);
    }

    private void hold(Trials trials, int warmUps, Map<String, Making> makings) throws Exception {
        List<Contest> contests = new ArrayList<>();
        for (Map.Entry<String, Making> making : new TreeMap<>(makings).entrySet()) {
            if (wants(making.getKey())) {
                contests.add(making.getValue().make());
            }
        }
        Map<Task, List<Timing>> timings = trials.run(
                warmUps, contests.stream().flatMap(Contest::tasks).distinct().toList());
        contests.forEach(contest -> report.contest(contest, timings));
    }

    /// Makes a contest ready, which takes time.
    @FunctionalInterface
    private interface Making {
        Contest make() throws Exception;
    }
}
