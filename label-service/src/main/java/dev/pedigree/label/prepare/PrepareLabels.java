package dev.pedigree.label.prepare;

import dev.pedigree.label.compact.Compaction;
import dev.pedigree.label.engine.Engine;
import dev.pedigree.label.engine.LedgerFiles;
import dev.pedigree.label.engine.Session;
import dev.pedigree.label.file.FileCache;
import dev.pedigree.label.file.LabelFiles;
import dev.pedigree.label.intake.Folders;
import dev.pedigree.label.intake.Outcome;
import dev.pedigree.label.ledger.LedgerName;
import dev.pedigree.label.ledger.LedgerStore;
import dev.pedigree.label.ledger.LedgerStore.Counted;
import dev.pedigree.label.ledger.NewLedger;
import dev.pedigree.label.ledger.Segment;
import dev.pedigree.label.upstream.ArtifactClient;
import dev.pedigree.label.upstream.RegistryClient;
import dev.pedigree.v1.LabelRefusal;
import dev.pedigree.v1.PrepareLabelsRequest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// Makes a ledger of a change, or says what is wrong with it.
///
/// Bytes first, record last: the files of the ledger are stored before its row, and a row that is there already is the
/// answer. So it can be repeated after any crash, and by anybody.
///
/// Errors: FIELDS_INVALID, BLOB_NOT_FOUND, LEDGER_NOT_FOUND, MANIFEST_NOT_FOUND, VERSION_NOT_FOUND,
/// LABEL_FILES_MISSING, OVERLOADED.
public final class PrepareLabels {
    private final ChangeReader changes;
    private final ArtifactClient artifacts;
    private final Conversion conversion;
    private final Engine engine;
    private final LabelFiles files;
    private final LedgerStore ledgers;
    private final Remake remake;
    private final Compaction compaction;
    private final Path scratch;

    /// @param scratch a folder for what is worked on
    public PrepareLabels(
            RegistryClient registry,
            ArtifactClient artifacts,
            Conversion conversion,
            Engine engine,
            LabelFiles files,
            LedgerStore ledgers,
            Remake remake,
            Compaction compaction,
            Path scratch) {
        this.changes = new ChangeReader(registry, ledgers);
        this.artifacts = artifacts;
        this.conversion = conversion;
        this.engine = engine;
        this.files = files;
        this.ledgers = ledgers;
        this.remake = remake;
        this.compaction = compaction;
        this.scratch = scratch;
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
            return switch (conversion.run(change.project(), change.file().get(), change.shape(), folder)) {
                case Outcome.Unfit unfit -> new Result.Refused(Faults.of(unfit));
                case Outcome.Converted(long rows) ->
                    prepare(change, folder, Optional.of(Conversion.rows(folder)), rows, progress);
            };
        } finally {
            Folders.delete(folder);
        }
    }

    private Result prepare(
            Change change, Path folder, Optional<Path> rows, long count, BiConsumer<String, Long> progress) {
        progress.accept("comparing", count);
        try (FileCache.Use use = files.use();
                Session session = engine.openShared();
                Sideline sideline = new Sideline(session.beside())) {
            Workbench bench = new Workbench(session, sideline, change, rows, count, parentFiles(change, use));
            Optional<LabelRefusal> refusal = bench.refusal(() -> ManifestPaths.of(artifacts, change));
            if (refusal.isPresent()) {
                return new Result.Refused(refusal.get());
            }
            LedgerName name = new LedgerName(change.project(), bench.digest());
            Counted ledger = earlier(change, name, bench, folder)
                    .orElseGet(() -> make(change, name, bench, folder, count, progress));
            compaction.later(ledger.ledger());
            return new Result.Prepared(ledger);
        }
    }

    /// The same ledger as it was made before, with its files made again if they are gone. Its paths are no part of what
    /// it is, so they may have been found in another manifest this time.
    private Optional<Counted> earlier(Change change, LedgerName name, Workbench bench, Path folder) {
        return ledgers.find(name).map(earlier -> {
            remake.run(earlier.ledger(), () -> bench.write(files, folder.resolve("segment")));
            change.manifest()
                    .filter(_ -> bench.manifest().isPresent())
                    .ifPresent(manifest -> ledgers.foundIn(earlier.ledger(), manifest));
            return ledgers.hold(name);
        });
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
        Supplier<Tally> counting = bench.count(before);
        progress.accept("writing", count);
        Segment segment = bench.write(files, folder.resolve("segment"));
        Tally tally = counting.get();
        return ledgers.commit(new NewLedger(
                name,
                change.parent(),
                change.kind(),
                change.schema().version(),
                change.schema().digest(),
                change.file().map(Change.File::digest),
                bench.manifest(),
                change.moves(),
                tally.statistics(),
                tally.after().ratings(),
                segment));
    }

    private LedgerFiles parentFiles(Change change, FileCache.Use use) {
        return change.parent()
                .map(parent -> LabelFiles.open(use, ledgers, parent))
                .orElseGet(LedgerFiles::none);
    }
}
