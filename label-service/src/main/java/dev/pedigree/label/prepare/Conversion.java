package dev.pedigree.label.prepare;

import dev.pedigree.chassis.fault.Cancelled;
import dev.pedigree.label.intake.Outcome;
import dev.pedigree.label.intake.Shape;
import dev.pedigree.label.intake.Workers;
import dev.pedigree.label.upstream.ArtifactClient;
import dev.pedigree.lifecycle.name.BlobName;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.v1.LabelFaultKind;
import java.nio.file.Path;

/// Fetches change files and has them converted. Until that is done, nothing in this process opens them.
public final class Conversion {
    private final ArtifactClient artifacts;
    private final Workers workers;
    private final long mostBytes;

    /// @param mostBytes of a change file
    public Conversion(ArtifactClient artifacts, Workers workers, long mostBytes) {
        this.artifacts = artifacts;
        this.workers = workers;
        this.mostBytes = mostBytes;
    }

    /// Errors: BLOB_NOT_FOUND, OVERLOADED.
    ///
    /// @param folder where the converted rows will lie
    Outcome run(ProjectName project, Change.File file, Shape shape, Path folder) {
        Path given = folder.resolve("given");
        long size = artifacts.download(new BlobName(project, file.digest()), given, mostBytes);
        if (size > mostBytes) {
            return new Outcome.Unfit(
                    LabelFaultKind.LABEL_FAULT_KIND_FILE_TOO_LARGE,
                    "it has more than %d bytes: make several changes of it".formatted(mostBytes));
        }
        try {
            return workers.convert(file.format(), shape, given, rows(folder));
        } catch (InterruptedException _) {
            throw new Cancelled();
        }
    }

    static Path rows(Path folder) {
        return folder.resolve("rows.parquet");
    }
}
