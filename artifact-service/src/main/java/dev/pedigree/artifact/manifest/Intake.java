package dev.pedigree.artifact.manifest;

import dev.pedigree.artifact.blob.BlobStore;
import dev.pedigree.artifact.blob.BlobStore.Difference;
import dev.pedigree.artifact.blob.DigestMismatch;
import dev.pedigree.artifact.blob.PackedDigests;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.limit.Limits;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.InvalidName;
import dev.pedigree.lifecycle.content.ManifestDigest;
import dev.pedigree.lifecycle.content.ManifestLine;
import dev.pedigree.lifecycle.content.ManifestPath;
import dev.pedigree.lifecycle.content.ManifestPaths;
import dev.pedigree.lifecycle.content.ModelSigningRoot;
import dev.pedigree.lifecycle.name.BlobName;
import dev.pedigree.v1.ManifestEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A manifest as it comes in, batch by batch: every path, the order, and every blob is checked, all faults are
/// kept.
final class Intake {
    private final BlobStore blobs;
    private final Project project;
    private final Pages pages;
    private final long most;
    private final ManifestDigest sum = new ManifestDigest();
    private final ModelSigningRoot root = new ModelSigningRoot();
    private final ManifestPaths paths = new ManifestPaths();
    private final PathMemory memory;
    private final Faults faults = new Faults();
    private long count;

    /// @param most entries that a manifest may have
    Intake(BlobStore blobs, Pages pages, Project project, PathMemory memory, long most) {
        this.blobs = blobs;
        this.project = project;
        this.memory = memory;
        this.most = most;
        this.pages = pages;
    }

    /// An entry that is right by itself, and its place among all.
    private record Numbered(long index, ManifestLine line) {
        String field(String name) {
            return "entries[%d].%s".formatted(index, name);
        }
    }

    void take(List<ManifestEntry> entries) {
        Limits.check("manifest entries", count + entries.size(), most);
        List<Numbered> lines = new ArrayList<>(entries.size());
        for (ManifestEntry entry : entries) {
            read(count++, entry).ifPresent(lines::add);
        }
        memory.hold(paths.bytes());
        compare(lines);
        if (faults.none()) {
            lines.forEach(numbered -> pages.add(numbered.line()));
        }
        if (faults.enough()) {
            faults.refuse();
        }
    }

    /// To be called when the last batch was taken: refuses with all faults, or unless all of it hashes to
    /// `declared`.
    Listing finish(Digest declared) {
        if (count == 0) {
            faults.invalid("entries", "a manifest lists one file at least");
        }
        faults.refuse();
        Digest actual = sum.finish();
        if (!actual.equals(declared)) {
            throw DigestMismatch.of(declared, actual);
        }
        return new Listing(sum.files(), sum.bytes(), root.finish(), pages.finish());
    }

    private Optional<Numbered> read(long index, ManifestEntry entry) {
        try {
            ManifestPath path = ManifestPath.parse(entry.getPath());
            Numbered numbered = new Numbered(
                    index, new ManifestLine(Digest.of(entry.getDigest().toByteArray()), entry.getSize(), path));
            sum.add(numbered.line());
            root.add(numbered.line());
            paths.add(path).ifPresent(clash -> faults.invalid(numbered.field("path"), clash));
            return Optional.of(numbered);
        } catch (InvalidName fault) {
            faults.invalid("entries[%d].path".formatted(index), fault.getMessage());
            return Optional.empty();
        }
    }

    private void compare(List<Numbered> lines) {
        if (lines.isEmpty()) {
            return;
        }
        PackedDigests digests = PackedDigests.of(
                lines.stream().map(numbered -> numbered.line().digest()).toList());
        long[] sizes =
                lines.stream().mapToLong(numbered -> numbered.line().size()).toArray();
        blobs.differing(project, digests, sizes)
                .forEach(difference -> report(lines.get(difference.ordinal() - 1), difference));
    }

    private void report(Numbered numbered, Difference difference) {
        ManifestLine line = numbered.line();
        difference
                .size()
                .ifPresentOrElse(
                        size -> faults.invalid(
                                numbered.field("size"),
                                "%s has %d bytes, not %d".formatted(line.digest(), size, line.size())),
                        () -> faults.missing(
                                new BlobName(project.name(), line.digest()).toString(),
                                "%s is not in the store".formatted(line.path())));
    }
}
