package dev.pedigree.artifact.rpc;

import dev.pedigree.artifact.limit.Limits;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.v1.CommitManifestRequest;
import dev.pedigree.v1.ManifestEntry;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/// The entries in the messages of a manifest: what the first one holds, then what follows.
final class Batches implements Iterator<List<ManifestEntry>> {
    private final Iterator<CommitManifestRequest> rest;
    private final int most;
    private Optional<CommitManifestRequest> first;

    Batches(CommitManifestRequest first, Iterator<CommitManifestRequest> rest, int most) {
        this.rest = rest;
        this.most = most;
        this.first = Optional.of(first);
    }

    @Override
    public boolean hasNext() {
        return first.isPresent() || rest.hasNext();
    }

    @Override
    public List<ManifestEntry> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<ManifestEntry> entries = first.orElseGet(this::following).getEntriesList();
        first = Optional.empty();
        Limits.check("entries in one message", entries.size(), most);
        return entries;
    }

    /// Who may send was decided by the first message, so no later one may say something else.
    private CommitManifestRequest following() {
        CommitManifestRequest message = rest.next();
        if (!message.getParent().isEmpty() || !message.getDigest().isEmpty()) {
            throw new Invalid("parent", "parent and digest belong in the first message only");
        }
        return message;
    }
}
