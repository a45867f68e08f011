package dev.pedigree.bench.labels;

import dev.pedigree.bench.BenchFolder;
import dev.pedigree.bench.Load;
import dev.pedigree.bench.Report;
import dev.pedigree.bench.Rounds;
import dev.pedigree.bench.task.Contest;
import dev.pedigree.bench.task.Listeners;
import dev.pedigree.bench.task.OneProcess;
import dev.pedigree.bench.task.Trials;
import dev.pedigree.bench.task.Watch;
import dev.pedigree.bench.task.Watched;
import dev.pedigree.standalone.Mesh;
import dev.pedigree.standalone.ServiceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Starts a mesh of processes, fills it with labels, and measures every figure.
public final class LabelsWork {
    private static final Set<String> CORRECTIVE = Set.of("corrective-100k", "corrective-100k-bytes");

    private final Plan plan;
    private final Optional<Path> kept;
    private final Set<String> only;
    private final Report report;

    /// @param scale of the datasets
    /// @param kept a folder that keeps them from run to run
    /// @param only these figures, unless it is empty
    public LabelsWork(double scale, Optional<Path> kept, Set<String> only, Report report) {
        this.plan = Plan.of(scale);
        this.kept = kept;
        this.only = only;
        this.report = report;
    }

    public void run() throws Exception {
        try (BenchFolder folder = kept.isPresent() ? BenchFolder.keep(kept.get()) : BenchFolder.create();
                Mesh mesh = Mesh.processes(folder.path().resolve("mesh"), 0);
                LabelClient client = LabelClient.of(mesh);
                StoredBytes stored = StoredBytes.of(mesh);
                Duck duck = Duck.open(folder.path())) {
            LabelData data =
                    new LabelData(duck, Files.createDirectories(folder.path().resolve("data")));
            Kept made = Kept.in(folder.path());
            Ground ground = new Ground(plan, client, data, made);
            Trials trials = new Trials(Plan.ROUNDS, watch(mesh));
            change(new Changes(ground, duck, stored), trials);
            ask(new Questions(ground, made, duck, folder.path().resolve("exported")), trials);
        }
    }

    private static Watch watch(Mesh mesh) throws IOException {
        Map<String, Watched> processes = new LinkedHashMap<>();
        processes.put("client", new OneProcess(ProcessHandle.current().pid()));
        process(mesh, ServiceKind.GATEWAY).ifPresent(pid -> processes.put("gateway", new OneProcess(pid)));
        process(mesh, ServiceKind.ARTIFACT).ifPresent(pid -> processes.put("artifact", new OneProcess(pid)));
        Optional<Long> label = process(mesh, ServiceKind.LABEL);
        label.ifPresent(pid -> processes.put("label", new OneProcess(pid)));
        label.flatMap(ProcessHandle::of).stream()
                .flatMap(ProcessHandle::children)
                .forEach(reader -> processes.put("reader", new OneProcess(reader.pid())));
        return new Watch(processes);
    }

    private static Optional<Long> process(Mesh mesh, ServiceKind service) throws IOException {
        String address = mesh.settings(service).get("PEDIGREE_LISTEN");
        return Listeners.on(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
    }

    private void change(Changes changes, Trials trials) throws Exception {
        if (CORRECTIVE.stream().anyMatch(this::wants)) {
            hold(trials, Plan.WARM_UPS, changes.corrective());
            report.counted("corrective-100k-bytes", "bytes", changes.bytesStored(), changes.bytesChanged());
        }
        if (wants("additive-500k")) {
            hold(trials, Plan.WARM_UPS, changes.additive());
        }
        if (wants("additive-500k-apart")) {
            hold(trials, Plan.WARM_UPS, changes.additiveApart());
        }
    }

    private void ask(Questions questions, Trials trials) throws Exception {
        if (wants("diff-neighbours")) {
            hold(trials, Plan.SHORT_WARM_UPS, questions.diff());
        }
        if (wants("history-of-one")) {
            hold("history-of-one", questions.history());
        }
        if (wants("stats")) {
            hold("stats", questions.stats());
        }
        if (wants("export-tenth")) {
            hold(trials, Plan.WARM_UPS, questions.exportTenth());
        }
        if (wants("export")) {
            hold(trials, Plan.WARM_UPS, questions.export());
        }
    }

    private void hold(String figure, Load load) throws InterruptedException {
        load.repeat(Plan.CALLS_TO_GET_WARM);
        report.latency(
                figure,
                new Rounds(Plan.ROUNDS, Plan.WINDOW).run(Map.of(figure, load)).get(figure));
    }

    private void hold(Trials trials, int warmUps, Contest contest) throws Exception {
        report.contest(contest, trials.run(warmUps, contest.tasks().distinct().toList()));
    }

    private boolean wants(String figure) {
        return only.isEmpty() || only.contains(figure);
    }
}
