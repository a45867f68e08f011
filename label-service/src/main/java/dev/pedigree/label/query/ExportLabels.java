package dev.pedigree.label.query;

import dev.pedigree.label.engine.Engine;
import dev.pedigree.label.file.LabelFiles;
import dev.pedigree.label.intake.Folders;
import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.ledger.LedgerStore;
import dev.pedigree.label.upstream.ArtifactClient;
import dev.pedigree.lifecycle.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes all labels of a ledger into one file and stores it. Rows are written as they are read, so that memory does
/// not
/// grow with them.
public final class ExportLabels {
    private static final String EXPORTED = """
            create temp view exported as
            select sample, object, annotator, class, attributes, geometry, source, model, confidence, labelled_at, path,
                   original, corrector, reason
            from label""";

    private final Engine engine;
    private final LabelFiles files;
    private final LedgerStore ledgers;
    private final ArtifactClient artifacts;
    private final Path scratch;

    public ExportLabels(Engine engine, LabelFiles files, LedgerStore ledgers, ArtifactClient artifacts, Path scratch) {
        this.engine = engine;
        this.files = files;
        this.ledgers = ledgers;
        this.artifacts = artifacts;
        this.scratch = scratch;
    }

    /// The blob that was stored.
    public record Exported(Digest digest, long size) {}

    public Exported run(Ledger ledger) {
        Path folder = Folders.fresh(scratch, "export-");
        try (Desk desk = Desk.open(engine, files, ledgers)) {
            Path file = folder.resolve("labels.parquet");
            desk.labels("label", ledger);
            desk.session().query(sql -> sql.execute(EXPORTED));
            desk.session().export("exported", file);
            Digest digest = ArtifactClient.digest(file);
            artifacts.upload(ledger.name().project(), digest, file);
            return new Exported(digest, Files.size(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            Folders.delete(folder);
        }
    }
}
