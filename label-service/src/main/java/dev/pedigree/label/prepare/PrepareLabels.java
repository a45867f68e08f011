package dev.pedigree.label.prepare;

import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.label.compact.Compaction;
import dev.pedigree.label.engine.Engine;
import dev.pedigree.label.engine.LedgerFiles;
import dev.pedigree.label.engine.Session;
import dev.pedigree.label.file.FileCache;
import dev.pedigree.label.file.LabelFiles;
import dev.pedigree.label.intake.Folders;
import dev.pedigree.label.intake.Outcome;
import dev.pedigree.label.intake.Workers;
import dev.pedigree.label.ledger.LedgerName;
import dev.pedigree.label.ledger.LedgerStore;
import dev.pedigree.label.ledger.LedgerStore.Counted;
import dev.pedigree.label.ledger.NewLedger;
import dev.pedigree.label.ledger.Segment;
import dev.pedigree.label.upstream.ArtifactClient;
import dev.pedigree.label.upstream.RegistryClient;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.BlobName;
import dev.pedigree.v1.LabelFaultKind;
import dev.pedigree.v1.LabelLedgerStatistics;
import dev.pedigree.v1.LabelRefusal;
import dev.pedigree.v1.PrepareLabelsRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Makes a ledger of a change, or says what is wrong with it.
///
/// Bytes first, record last: the files of the ledger are stored before its row, and a row that is there already is the
/// answer. So it can be repeated after any crash, and by anybody.
///
/// Errors: FIELDS_INVALID, BLOB_NOT_FOUND, LEDGER_NOT_FOUND, MANIFEST_NOT_FOUND, VERSION_NOT_FOUND, OVERLOADED.
public final class PrepareLabels {
    private final ChangeReader changes;
    private final ArtifactClient artifacts;
    private final Workers workers;
    private final Engine engine;
    private final LabelFiles files;
    private final LedgerStore ledgers;
    private final Compaction compaction;
    private final Path scratch;
    private final long mostBytes;

    /// @param scratch a folder for what is worked on
    /// @param mostBytes of a change file
    public PrepareLabels(
            RegistryClient registry,
            ArtifactClient artifacts,
            Workers workers,
            Engine engine,
            LabelFiles files,
            LedgerStore ledgers,
            Compaction compaction,
            Path scratch,
            long mostBytes) {
        this.changes = new ChangeReader(registry, ledgers);
        this.artifacts = artifacts;
        this.workers = workers;
        this.engine = engine;
        this.files = files;
        this.ledgers = ledgers;
        this.compaction = compaction;
        this.scratch = scratch;
        this.mostBytes = mostBytes;
    }

    /// @param progress hears what is being done, and of how many rows
    public Result run(PrepareLabelsRequest request, BiConsumer<String, Long> progress) {
        Change change = changes.read(request);
        Path folder = Folders.fresh(scratch, "change-");
        try {
            if (change.file().isEmpty()) {
                return prepare(change, folder, Optional.empty(), 0, progress);
            }
            progress.accept("reading", 0L);
            return switch (convert(change, change.file().get(), folder)) {
                case Outcome.Unfit unfit -> new Result.Refused(Faults.of(unfit));
                case Outcome.Converted(long rows) ->
                    prepare(change, folder, Optional.of(folder.resolve("rows.parquet")), rows, progress);
            };
        } finally {
            Folders.delete(folder);
        }
    }

    private Outcome convert(Change change, Change.File file, Path folder) {
        Path given = folder.resolve("given");
        long size = artifacts.download(new BlobName(change.project(), file.digest()), given, mostBytes);
        if (size > mostBytes) {
            return new Outcome.Unfit(
                    LabelFaultKind.LABEL_FAULT_KIND_FILE_TOO_LARGE,
                    "it has more than %d bytes: make several changes of it".formatted(mostBytes));
        }
        try {
            return workers.convert(file.format(), change.shape(), given, folder.resolve("rows.parquet"));
        } catch (InterruptedException _) {
            throw new Cancelled();
        }
    }

    private Result prepare(
            Change change, Path folder, Optional<Path> rows, long count, BiConsumer<String, Long> progress) {
        progress.accept("comparing", count);
        try (FileCache.Use use = files.use();
                Session session = engine.open()) {
            Workbench bench = new Workbench(session, change, rows, count, parentFiles(change, use));
            Optional<LabelRefusal> refusal = bench.refusal(() -> ManifestPaths.of(artifacts, change));
            if (refusal.isPresent()) {
                return new Result.Refused(refusal.get());
            }
            LedgerName name = new LedgerName(change.project(), bench.digest());
            Counted ledger = earlier(name).orElseGet(() -> make(change, name, bench, folder, count, progress));
            compaction.later(ledger.ledger());
            return new Result.Prepared(ledger);
        }
    }

    /// The same ledger as it was made before, if its files are still there.
    private Optional<Counted> earlier(LedgerName name) {
        Optional<Counted> earlier = ledgers.find(name);
        List<Digest> stored = earlier.stream()
                .flatMap(counted -> ledgers.layout(counted.ledger()).stream())
                .flatMap(segment -> segment.files().stream())
                .map(Segment.File::digest)
                .toList();
        if (earlier.isPresent() && !stored.isEmpty() && !artifacts.hold(name.project(), stored)) {
            ledgers.forget(earlier.get().ledger());
            return Optional.empty();
        }
        return earlier.map(_ -> ledgers.hold(name));
    }

    private Counted make(
            Change change,
            LedgerName name,
            Workbench bench,
            Path folder,
            long count,
            BiConsumer<String, Long> progress) {
        progress.accept("counting", count);
        Counts before = change.parent()
                .map(parent -> StatisticsCodec.fromStored(ledgers.get(parent.name())))
                .orElseGet(StatisticsCodec::none);
        Counts after = bench.count(before);
        LabelLedgerStatistics.Builder statistics = StatisticsCodec.toWire(after)
                .addAllParentDistribution(StatisticsCodec.toWire(before).getDistributionList());
        bench.describe(statistics);
        progress.accept("writing", count);
        Segment segment = store(change, bench.write(folder.resolve("segment")));
        return ledgers.commit(new NewLedger(
                name,
                change.parent(),
                change.kind(),
                change.schema().version(),
                change.schema().digest(),
                change.file().map(Change.File::digest),
                bench.namesPaths() ? change.manifest() : Optional.<Digest>empty(),
                change.moves(),
                statistics.build(),
                after.ratings(),
                segment));
    }

    private Segment store(Change change, Workbench.Written written) {
        List<Segment.File> stored = written.files().stream()
                .map(file -> files.store(change.project(), file.path(), file.first(), file.last()))
                .toList();
        return new Segment(0, change.ordinal(), change.ordinal(), written.events(), stored);
    }

    private LedgerFiles parentFiles(Change change, FileCache.Use use) {
        return change.parent()
                .map(parent -> LabelFiles.open(use, ledgers, parent))
                .orElseGet(LedgerFiles::none);
    }
}
