package dev.pedigree.artifact.manifest;

import com.google.protobuf.ByteString;
import dev.pedigree.v1.ManifestEntry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Gives the entries of a manifest in the order of their path bytes, some at a time.
public final class ListEntries {
    /// An answer ends early rather than grow too large for one message.
    static final int MOST_BYTES = 2 << 20;

    /// Enough pages for an answer of `MOST_BYTES`: an entry's line is less than twice as long as its message.
    private static final int PAGES = 2 * MOST_BYTES / PageCutter.SMALLEST + 2;

    private final ManifestStore manifests;

    public ListEntries(ManifestStore manifests) {
        this.manifests = manifests;
    }

    /// Some entries, and after which path to go on if there are more.
    public record Some(List<ManifestEntry> entries, Optional<ByteString> next) {}

    /// The entries after `path`, which may be empty; at most `most` of them.
    public Some run(StoredManifest manifest, ByteString path, int most) {
        Iterator<ManifestEntry> source = manifests.entries(manifest, path, PAGES);
        List<ManifestEntry> entries = new ArrayList<>();
        int bytes = 0;
        while (source.hasNext()) {
            ManifestEntry entry = source.next();
            if (!isAfter(entry.getPathBytes(), path)) {
                continue;
            }
            if (entries.size() == most || bytes > MOST_BYTES) {
                return new Some(entries, Optional.of(entries.getLast().getPathBytes()));
            }
            entries.add(entry);
            bytes += entry.getSerializedSize();
        }
        return new Some(entries, Optional.empty());
    }

    private static boolean isAfter(ByteString path, ByteString before) {
        return ByteString.unsignedLexicographicalComparator().compare(path, before) > 0;
    }
}
