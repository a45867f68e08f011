package dev.pedigree.artifact.download;

import dev.pedigree.artifact.blob.Blob;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Blobs that lie near one another in one object, so that they are read at once.
record Stretch(List<Blob> blobs) {
    /// Bytes to read at once, and to hold when they are decoded.
    private static final long MOST = 2 << 20;

    /// To read over so many bytes that nobody wants is cheaper than another request.
    private static final long LARGEST_GAP = 128 << 10;

    /// All of `blobs`, in the order in which they lie.
    static List<Stretch> of(List<Blob> blobs) {
        List<Blob> inOrder = new ArrayList<>(blobs);
        inOrder.sort(Comparator.comparing((Blob blob) -> blob.location().key())
                .thenComparingLong(blob -> blob.location().offset()));
        List<Stretch> stretches = new ArrayList<>();
        int start = 0;
        long size = 0;
        for (int index = 0; index < inOrder.size(); index++) {
            Blob blob = inOrder.get(index);
            if (index > start
                    && (size + blob.size() > MOST || !reaches(inOrder.get(start), inOrder.get(index - 1), blob))) {
                stretches.add(new Stretch(inOrder.subList(start, index)));
                start = index;
                size = 0;
            }
            size += blob.size();
        }
        if (start < inOrder.size()) {
            stretches.add(new Stretch(inOrder.subList(start, inOrder.size())));
        }
        return stretches;
    }

    private static boolean reaches(Blob first, Blob last, Blob next) {
        return next.location().key().equals(first.location().key())
                && next.location().offset() - last.location().end() <= LARGEST_GAP
                && next.location().end() - first.location().offset() <= MOST;
    }

    String key() {
        return blobs.getFirst().location().key();
    }

    long offset() {
        return blobs.getFirst().location().offset();
    }

    /// Bytes from the first blob to the end of the last.
    int length() {
        return Math.toIntExact(
                blobs.stream().mapToLong(blob -> blob.location().end()).max().orElseThrow() - offset());
    }

    /// Bytes of memory that it takes to read it.
    long room() {
        return length() + blobs.stream().mapToLong(Blob::size).sum();
    }
}
