package dev.pedigree.label.export;

import dev.pedigree.label.engine.Engine;
import dev.pedigree.label.file.LabelFiles;
import dev.pedigree.label.intake.Folders;
import dev.pedigree.label.ledger.LedgerStore;
import dev.pedigree.label.query.Desk;
import dev.pedigree.label.upstream.ArtifactClient;
import dev.pedigree.label.upstream.RegistryClient;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.v1.LabelExportFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Writes the labels of a ledger into a file and stores it. Rows are written as they are read, so that memory does not
/// grow with them.
///
/// Errors: FIELDS_INVALID (the format cannot hold these labels).
public final class ExportLabels {
    private final Engine engine;
    private final LabelFiles files;
    private final LedgerStore ledgers;
    private final RegistryClient registry;
    private final ArtifactClient artifacts;
    private final Path scratch;

    public ExportLabels(
            Engine engine,
            LabelFiles files,
            LedgerStore ledgers,
            RegistryClient registry,
            ArtifactClient artifacts,
            Path scratch) {
        this.engine = engine;
        this.files = files;
        this.ledgers = ledgers;
        this.registry = registry;
        this.artifacts = artifacts;
        this.scratch = scratch;
    }

    /// A blob.
    public record Stored(Digest digest, long size) {}

    /// @param described the Parquet file that it describes, if it is a description
    public record Exported(Stored file, long annotations, Optional<Stored> described) {}

    public Exported run(Subject subject, LabelExportFormat format) {
        Path folder = Folders.fresh(scratch, "export-");
        try (Desk desk = Desk.open(engine, files, ledgers)) {
            desk.labels("label", subject.ledger());
            return switch (format) {
                case LABEL_EXPORT_FORMAT_PARQUET -> table(subject, desk, folder);
                case LABEL_EXPORT_FORMAT_COCO -> coco(subject, desk, folder);
                case LABEL_EXPORT_FORMAT_CROISSANT -> croissant(subject, desk, folder);
                case LABEL_EXPORT_FORMAT_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalArgumentException("no such format: " + format);
            };
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            Folders.delete(folder);
        }
    }

    private Exported table(Subject subject, Desk desk, Path folder) throws IOException {
        Path file = folder.resolve("labels.parquet");
        LabelTable.write(desk.session(), file);
        return new Exported(store(subject, file), subject.statistics().getAnnotations(), Optional.empty());
    }

    private Exported coco(Subject subject, Desk desk, Path folder) throws IOException {
        SchemaLine schema = SchemaLine.read(registry, subject.ledger().labelSchema());
        Path file = folder.resolve("coco.json");
        long annotations = new CocoExport(subject, schema).write(desk.session(), folder, file);
        return new Exported(store(subject, file), annotations, Optional.empty());
    }

    private Exported croissant(Subject subject, Desk desk, Path folder) throws IOException {
        Croissant croissant = Croissant.of(
                subject,
                registry.version(subject.ledger().labelSchema()).getRecord().getLabelSchema());
        Exported table = table(subject, desk, folder);
        Path file = folder.resolve("croissant.json");
        croissant.write(table.file(), file);
        return new Exported(store(subject, file), table.annotations(), Optional.of(table.file()));
    }

    private Stored store(Subject subject, Path file) throws IOException {
        ProjectName project = subject.ledger().name().project();
        Digest digest = ArtifactClient.digest(file);
        artifacts.upload(project, digest, file);
        return new Stored(digest, Files.size(file));
    }
}
