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
import java.util.function.Consumer;

/// A manifest as it comes in, batch by batch: every path, the order, and every blob is checked, all faults are
/// kept.
///
/// Blobs may be on their way at the same time. Those that are not there when their entry comes are looked for once more
/// when the client has ended the stream, or when there are as many as one answer lists. That all entries have come
/// shows before that: they hash to what was declared. So the pages are stored while the last blobs arrive.
final class Intake {
    private final BlobStore blobs;
    private final Project project;
    private final Digest declared;
    private final Pages pages;
    private final long most;
    private final ManifestDigest sum = new ManifestDigest();
    private final ModelSigningRoot root = new ModelSigningRoot();
    private final ManifestPaths paths = new ManifestPaths();
    private final PathMemory memory;
    private final Faults faults = new Faults();
    private final List<Numbered> absent = new ArrayList<>();
    private long count;

    /// @param declared what all of it must hash to
    /// @param most entries that a manifest may have
    Intake(BlobStore blobs, Pages pages, Project project, Digest declared, PathMemory memory, long most) {
        this.blobs = blobs;
        this.project = project;
        this.declared = declared;
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
        compare(lines, absent::add);
        if (absent.size() >= Faults.MOST_LISTED) {
            lookAgain();
        }
        if (faults.none()) {
            lines.forEach(numbered -> pages.add(numbered.line()));
            if (sum.current().equals(declared)) {
                pages.complete();
            }
        }
        if (faults.enough()) {
            faults.refuse();
        }
    }

    /// To be called when the last batch was taken: refuses with all faults, or unless all of it hashes to what
    /// was declared.
    Listing finish() {
        if (count == 0) {
            faults.invalid("entries", "a manifest lists one file at least");
        }
        lookAgain();
        faults.refuse();
        Digest actual = sum.current();
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

    private void lookAgain() {
        compare(List.copyOf(absent), this::missing);
        absent.clear();
    }

    private void compare(List<Numbered> lines, Consumer<Numbered> notThere) {
        if (lines.isEmpty()) {
            return;
        }
        PackedDigests digests = PackedDigests.of(
                lines.stream().map(numbered -> numbered.line().digest()).toList());
        long[] sizes =
                lines.stream().mapToLong(numbered -> numbered.line().size()).toArray();
        for (Difference difference : blobs.differing(project, digests, sizes)) {
            Numbered numbered = lines.get(difference.ordinal() - 1);
            difference.size().ifPresentOrElse(size -> differs(numbered, size), () -> notThere.accept(numbered));
        }
    }

    private void differs(Numbered numbered, long size) {
        ManifestLine line = numbered.line();
        faults.invalid(numbered.field("size"), "%s has %d bytes, not %d".formatted(line.digest(), size, line.size()));
    }

    private void missing(Numbered numbered) {
        ManifestLine line = numbered.line();
        faults.missing(
                new BlobName(project.name(), line.digest()).toString(),
                "%s is not in the store".formatted(line.path()));
    }
}
