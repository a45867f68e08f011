package dev.pedigree.label.prepare;

import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.chassis.fault.Corrupt;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.label.engine.Engine;
import dev.pedigree.label.engine.LedgerFiles;
import dev.pedigree.label.engine.Session;
import dev.pedigree.label.file.FileCache;
import dev.pedigree.label.file.LabelFiles;
import dev.pedigree.label.intake.FileFormat;
import dev.pedigree.label.intake.Folders;
import dev.pedigree.label.intake.Outcome;
import dev.pedigree.label.keep.Aside;
import dev.pedigree.label.ledger.Chain;
import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.ledger.LedgerStore;
import dev.pedigree.label.ledger.Segment;
import dev.pedigree.label.upstream.ArtifactClient;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.v1.LabelSchemaRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the files of ledgers again that are gone, from their change files: those say everything, and what comes out is
/// right if it has the ledger's digest.
///
/// What a ledger changed is made again where it is missing, from the first ledger of the chain on; the ledger is read
/// from all these, until they are merged.
public final class Remake {
    private static final Logger LOGGER = LoggerFactory.getLogger(Remake.class);

    private final ArtifactClient artifacts;
    private final Conversion conversion;
    private final Engine engine;
    private final LabelFiles files;
    private final LedgerStore ledgers;
    private final Path scratch;
    private final Aside aside;

    public Remake(
            ArtifactClient artifacts,
            Conversion conversion,
            Engine engine,
            LabelFiles files,
            LedgerStore ledgers,
            Path scratch,
            Aside aside) {
        this.artifacts = artifacts;
        this.conversion = conversion;
        this.engine = engine;
        this.files = files;
        this.ledgers = ledgers;
        this.scratch = scratch;
        this.aside = aside;
    }

    /// Looks through all ledgers of the project, some time soon.
    public void later(ProjectName project) {
        aside.later(
                "making label files of " + project + " again",
                () -> ledgers.held(project).forEach(this::run));
    }

    private void run(Ledger ledger) {
        try {
            run(ledger, () -> make(ledgers.chain(ledger), ledger));
        } catch (Corrupt gone) {
            LOGGER.error(
                    "{} cannot be read until what is missing is prepared again: {}", ledger.name(), gone.getMessage());
        } catch (Cancelled stopped) {
            throw stopped;
        } catch (RuntimeException failure) {
            LOGGER.error("{} cannot be made again; the others are", ledger.name(), failure);
        }
    }

    /// Errors: LABEL_FILES_MISSING.
    ///
    /// @param change makes again what this very ledger changed
    void run(Ledger ledger, Supplier<Segment> change) {
        Chain chain = ledgers.chain(ledger);
        Set<Digest> missing = missing(ledger.name().project(), chain);
        for (Ledger link : missing.isEmpty() ? List.<Ledger>of() : chain.ledgers()) {
            if (isAmong(missing, ledgers.brought(List.of(link)))) {
                ledgers.remade(link, link.id() == ledger.id() ? change.get() : make(chain, link));
                LOGGER.info("what {} changed was made again", link.name());
            }
        }
        if (isAmong(missing, ledgers.layout(ledger))) {
            ledgers.spread(chain);
        }
    }

    private Set<Digest> missing(ProjectName project, Chain chain) {
        return artifacts.missing(
                project,
                Stream.of(ledgers.layout(chain.head()), ledgers.brought(chain.ledgers()))
                        .flatMap(List::stream)
                        .flatMap(segment -> segment.files().stream())
                        .map(Segment.File::digest)
                        .distinct()
                        .toList());
    }

    private static boolean isAmong(Set<Digest> missing, List<Segment> segments) {
        return segments.stream()
                .flatMap(segment -> segment.files().stream())
                .anyMatch(file -> missing.contains(file.digest()));
    }

    private Segment make(Chain chain, Ledger link) {
        List<Ledger> before = chain.ledgers().subList(0, link.ordinal() - 1);
        Path folder = Folders.fresh(scratch, "remake-");
        try (FileCache.Use use = files.use();
                Session session = engine.openShared();
                Sideline sideline = new Sideline(session.beside())) {
            Change change = change(link, before);
            Optional<Rows> rows = rows(link, change, folder);
            Workbench bench = new Workbench(
                    session,
                    sideline,
                    change,
                    rows.map(Rows::file),
                    rows.map(Rows::count).orElse(0L),
                    before.isEmpty() ? LedgerFiles.none() : labels(use, new Chain(before)));
            if (!bench.digest().equals(link.name().digest())) {
                throw new IllegalStateException("the change file of " + link.name() + " gives another ledger");
            }
            bench.trust();
            return bench.write(files, folder.resolve("segment"));
        } catch (NotFound gone) {
            throw (Corrupt) Corrupt.labelFiles(link.name().toString()).causedBy(gone);
        } finally {
            Folders.delete(folder);
        }
    }

    /// What is needed of it; that its classes are those of the schema was seen when it was prepared.
    private static Change change(Ledger link, List<Ledger> before) {
        return new Change(
                link.name().project(),
                link.kind(),
                before.isEmpty() ? Optional.empty() : Optional.of(before.getLast()),
                new SchemaClasses(link.labelSchema(), link.schemaDigest(), LabelSchemaRecord.getDefaultInstance()),
                link.moves(),
                false,
                Optional.empty(),
                link.manifest());
    }

    private record Rows(Path file, long count) {}

    /// Nobody noted in which format the file came: whatever else it is read as, it is not.
    private Optional<Rows> rows(Ledger link, Change change, Path folder) {
        return link.changeFile()
                .map(digest -> Stream.of(FileFormat.values())
                        .map(format -> conversion.run(
                                change.project(), new Change.File(digest, format), change.shape(), folder))
                        .flatMap(outcome -> outcome instanceof Outcome.Converted(long count)
                                ? Stream.of(new Rows(Conversion.rows(folder), count))
                                : Stream.empty())
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalStateException("the change file of " + link.name() + " cannot be read")));
    }

    private LedgerFiles labels(FileCache.Use use, Chain chain) {
        return LabelFiles.open(use, chain.head(), ledgers.brought(chain.ledgers()), chain.moves());
    }
}
