package dev.pedigree.bench.labels;

import static dev.pedigree.bench.labels.Duck.literal;

import dev.pedigree.bench.task.Contest;
import dev.pedigree.bench.task.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Versions of the large dataset, each from PrepareLabels to the committed version, beside the bare join that checking
/// such a change takes at least.
final class Changes {
    private static final String KEY = "using (sample, annotator)";

    private final Ground ground;
    private final Duck duck;
    private final StoredBytes stored;
    private final Dataset parent;
    private final Path parentFile;
    private final long session = System.currentTimeMillis();
    private final List<Double> bytesStored = new ArrayList<>();
    private final List<Double> bytesChanged = new ArrayList<>();

    Changes(Ground ground, Duck duck, StoredBytes stored) throws Exception {
        this.ground = ground;
        this.duck = duck;
        this.stored = stored;
        long labels = ground.plan().labels();
        this.parent = ground.dataset(labels);
        this.parentFile = ground.data().labels(labels);
    }

    /// @param run numbers what is corrected: no two changes are the same
    private Path corrections(int run) throws SQLException {
        long from = (run * (long) Plan.CORRECTIONS) % (ground.plan().labels() - Plan.CORRECTIONS);
        return ground.data().corrections("corrections", from, from + Plan.CORRECTIONS, 0, 0, "seen " + session + run);
    }

    private Path additions(int run) throws SQLException {
        long from = ground.plan().labels() + (session + run) * ground.plan().additions();
        return ground.data().newLabels("additions", from, from + ground.plan().additions());
    }

    private Path additionsApart(int run) throws SQLException {
        return ground.data()
                .labelsApart("additions", "z" + session + run, ground.plan().additions());
    }

    Contest corrective() {
        Task ours = new Change("correct labels", this::corrections) {
            private long before;

            @Override
            public void prepare(int run) throws Exception {
                super.prepare(run);
                before = stored.below(ground.project());
            }

            @Override
            public void run(int run) {
                Dataset _ = ground.correct(parent, blob(), Plan.CORRECTIONS);
            }

            @Override
            public void clear(int run) throws Exception {
                bytesStored.add((double) (stored.below(ground.project()) - before));
                bytesChanged.add((double) Files.size(file()));
            }
        };
        Task floor = new Join(
                "check originals",
                this::corrections,
                "select count(*) from %s c left join %s l " + KEY + " where l.class is distinct from c.original",
                0);
        return Contest.seconds("corrective-100k", ours, floor);
    }

    /// What each corrective change added to the store, beside the size of its change file.
    List<Double> bytesStored() {
        return bytesStored;
    }

    List<Double> bytesChanged() {
        return bytesChanged;
    }

    /// Samples that lie anywhere among the dataset's.
    Contest additive() {
        return additive("additive-500k", this::additions);
    }

    /// Samples that come after all of the dataset's: the files' statistics alone say that none of them is there.
    Contest additiveApart() {
        return additive("additive-500k-apart", this::additionsApart);
    }

    private Contest additive(String figure, Making making) {
        Task ours = new Change("add labels: " + figure, making) {
            @Override
            public void run(int run) {
                Dataset _ = ground.add(parent, blob(), ground.plan().additions());
            }
        };
        Task floor = new Join(
                "check keys: " + figure,
                making,
                "select count(*) from %s c anti join %s l " + KEY,
                ground.plan().additions());
        return Contest.seconds(figure, ours, floor);
    }

    /// Makes the change file of a run.
    @FunctionalInterface
    private interface Making {
        Path make(int run) throws SQLException;
    }

    private abstract class Change implements Task {
        private final String name;
        private final Making making;
        private Path file = Path.of("");
        private String blob = "";

        Change(String name, Making making) {
            this.name = name;
            this.making = making;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public double amount() {
            return 1;
        }

        Path file() {
            return file;
        }

        String blob() {
            return blob;
        }

        @Override
        public void prepare(int run) throws Exception {
            file = making.make(run);
            blob = ground.upload(file);
        }
    }

    private final class Join implements Task {
        private final String name;
        private final Making making;
        private final String query;
        private final long expected;
        private Path file = Path.of("");

        Join(String name, Making making, String query, long expected) {
            this.name = name;
            this.making = making;
            this.query = query;
            this.expected = expected;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public double amount() {
            return 1;
        }

        @Override
        public void prepare(int run) throws SQLException {
            file = making.make(run);
        }

        @Override
        public void run(int run) throws SQLException {
            long found = duck.number(query.formatted(literal(file), literal(parentFile)));
            if (found != expected) {
                throw new IllegalStateException("%s: %d rows, not %d".formatted(name, found, expected));
            }
        }
    }
}
