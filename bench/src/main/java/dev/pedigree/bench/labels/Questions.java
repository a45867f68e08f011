package dev.pedigree.bench.labels;

import static dev.pedigree.bench.labels.Duck.literal;

import dev.pedigree.bench.Load;
import dev.pedigree.bench.task.Contest;
import dev.pedigree.bench.task.Task;
import dev.pedigree.bench.task.Tasks;
import dev.pedigree.v1.DiffLabelsRequest;
import dev.pedigree.v1.DiffLabelsResponse;
import dev.pedigree.v1.ExportLabelsRequest;
import dev.pedigree.v1.ExportLabelsResponse;
import dev.pedigree.v1.GetLabelHistoryRequest;
import dev.pedigree.v1.GetLabelStatsRequest;
import dev.pedigree.v1.LabelExportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// What is asked of labels, by the names of versions.
final class Questions {
    private final Ground ground;
    private final Kept kept;
    private final Duck duck;
    private final Path folder;

    /// @param folder for exports
    Questions(Ground ground, Kept kept, Duck duck, Path folder) throws IOException {
        this.ground = ground;
        this.kept = kept;
        this.duck = duck;
        this.folder = Files.createDirectories(folder);
    }

    /// One client that asks for the history of samples that every version of the chain changed.
    Load history() throws Exception {
        String version = Chain.of(ground, kept, ground.plan().labels()).last().version();
        List<GetLabelHistoryRequest> requests = new ArrayList<>();
        for (int number = 0; number < Plan.RESTLESS; number++) {
            requests.add(GetLabelHistoryRequest.newBuilder()
                    .setName(version)
                    .setSample(ground.data().sample(number))
                    .build());
        }
        return new Load(1, _ -> new Load.Call() {
            private int turn;

            @Override
            public void make() {
                int events = ground.client()
                        .labels()
                        .getLabelHistory(requests.get(turn++ % Plan.RESTLESS))
                        .getEventsCount();
                expect("events", Plan.VERSIONS + 1L, events);
            }
        });
    }

    Load stats() throws Exception {
        GetLabelStatsRequest request = GetLabelStatsRequest.newBuilder()
                .setName(Chain.of(ground, kept, ground.plan().labels()).last().version())
                .build();
        return new Load(
                1,
                _ -> () -> expect(
                        "annotations",
                        ground.plan().labels(),
                        ground.client()
                                .labels()
                                .getLabelStats(request)
                                .getStatistics()
                                .getAnnotations()));
    }

    /// The dataset and the version that corrects it, all rows; the floor is the same of a tenth of the labels.
    Contest diff() throws Exception {
        return Contest.milliseconds(
                "diff-neighbours",
                diff(ground.plan().labels()),
                diff(ground.plan().fewerLabels()));
    }

    private Task diff(long labels) throws Exception {
        Dataset first = ground.dataset(labels);
        String key = "neighbour-" + labels;
        Dataset next = Dataset.read(first.asset(), kept.get(key, () -> {
            String file = ground.upload(ground.data().corrections(key, 0, Plan.CORRECTIONS, 0, 0, "looked at again"));
            return ground.correct(first, file, Plan.CORRECTIONS).spell();
        }));
        DiffLabelsRequest request = DiffLabelsRequest.newBuilder()
                .setName(first.version())
                .setOther(next.version())
                .build();
        return Tasks.of("diff of neighbours of %,d labels".formatted(labels), 1, _ -> {
            long rows = 0;
            Iterator<DiffLabelsResponse> answers = ground.client().labels().diffLabels(request);
            while (answers.hasNext()) {
                rows += answers.next().getDifferencesCount();
            }
            expect("differences", Plan.CORRECTIONS, rows);
        });
    }

    /// Another version of the chain each time: what was exported before is stored already.
    Contest export() throws Exception {
        return export("export", ground.plan().labels());
    }

    Contest exportTenth() throws Exception {
        return export("export-tenth", ground.plan().fewerLabels());
    }

    private Contest export(String figure, long labels) throws Exception {
        Chain chain = Chain.of(ground, kept, labels);
        Task ours = Tasks.of("export %,d labels".formatted(labels), 1, run -> {
            String _ = export(chain.versions().get(Plan.VERSIONS - run % Plan.VERSIONS));
        });
        Path exported = folder.resolve(figure + ".parquet");
        ground.client().download(ground.project(), export(chain.last()), exported);
        Path written = folder.resolve(figure + "-written.parquet");
        Task floor = Tasks.of("scan and write %,d labels".formatted(labels), 1, _ -> copy(exported, written));
        return Contest.seconds(figure, ours, floor);
    }

    private void copy(Path from, Path to) throws SQLException {
        duck.execute("copy (select * from %s) to %s (format parquet, compression zstd)"
                .formatted(literal(from), literal(to)));
    }

    private String export(Dataset version) {
        Iterator<ExportLabelsResponse> steps = ground.client()
                .labels()
                .exportLabels(ExportLabelsRequest.newBuilder()
                        .setName(version.version())
                        .setFormat(LabelExportFormat.LABEL_EXPORT_FORMAT_PARQUET)
                        .build());
        String digest = "";
        while (steps.hasNext()) {
            digest = steps.next().getExported().getDigest();
        }
        return digest;
    }

    private static void expect(String what, long wanted, long found) {
        if (found != wanted) {
            throw new IllegalStateException("%d %s, not %d".formatted(found, what, wanted));
        }
    }
}
