package dev.pedigree.label.file;

import dev.pedigree.label.engine.LedgerFiles;
import dev.pedigree.label.engine.LedgerFiles.Move;
import dev.pedigree.label.engine.Session;
import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.ledger.LedgerStore;
import dev.pedigree.label.ledger.Segment;
import dev.pedigree.label.upstream.ArtifactClient;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.BlobName;
import dev.pedigree.lifecycle.name.ProjectName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Segments as files: stored through artifact-service, read from the cache.
public final class LabelFiles {
    private final ArtifactClient artifacts;
    private final FileCache cache;

    public LabelFiles(ArtifactClient artifacts, FileCache cache) {
        this.artifacts = artifacts;
        this.cache = cache;
    }

    public FileCache.Use use() {
        return cache.use();
    }

    /// All of a ledger, for the engine.
    public static LedgerFiles open(FileCache.Use use, LedgerStore ledgers, Ledger ledger) {
        return open(
                use,
                ledger,
                ledgers.layout(ledger),
                ledger.epoch() == 0 ? List.of() : ledgers.chain(ledger).moves());
    }

    /// The same, read from other segments than those of its layout.
    public static LedgerFiles open(FileCache.Use use, Ledger ledger, List<Segment> segments, List<Move> moves) {
        return new LedgerFiles(
                ledger.ordinal(),
                ledger.epoch(),
                segments.stream()
                        .filter(segment -> !segment.files().isEmpty())
                        .map(segment -> new LedgerFiles.Segment(
                                segment.firstOrdinal(),
                                segment.lastOrdinal(),
                                paths(use, ledger.name().project(), segment)))
                        .toList(),
                moves);
    }

    /// The segments' files on this machine, an inner list for each segment that has any.
    public static List<List<Path>> paths(FileCache.Use use, ProjectName project, List<Segment> segments) {
        return segments.stream()
                .filter(segment -> !segment.files().isEmpty())
                .map(segment -> paths(use, project, segment))
                .toList();
    }

    private static List<Path> paths(FileCache.Use use, ProjectName project, Segment segment) {
        return segment.files().stream()
                .map(file -> use.get(new BlobName(project, file.digest()), file.size()))
                .toList();
    }

    /// The same, without the files that cannot hold `sample`.
    public static List<List<Path>> paths(
            FileCache.Use use, ProjectName project, List<Segment> segments, String sample) {
        return paths(
                use,
                project,
                segments.stream()
                        .map(segment -> new Segment(
                                segment.id(),
                                segment.firstOrdinal(),
                                segment.lastOrdinal(),
                                segment.events(),
                                segment.files().stream()
                                        .filter(file ->
                                                compare(file.first(), sample) <= 0 && compare(sample, file.last()) <= 0)
                                        .toList()))
                        .toList());
    }

    /// As the engine sorts: by UTF-8 bytes.
    private static int compare(String left, String right) {
        return Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    /// Stores a segment and keeps it in the cache.
    public Segment store(
            ProjectName project, int firstOrdinal, int lastOrdinal, long events, List<Session.SegmentFile> written) {
        return new Segment(
                0,
                firstOrdinal,
                lastOrdinal,
                events,
                written.stream().map(file -> store(project, file)).toList());
    }

    private Segment.File store(ProjectName project, Session.SegmentFile file) {
        Digest digest = ArtifactClient.digest(file.path());
        try {
            long size = Files.size(file.path());
            artifacts.upload(project, digest, file.path());
            cache.adopt(new BlobName(project, digest), file.path());
            return new Segment.File(digest, size, file.first(), file.last());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
