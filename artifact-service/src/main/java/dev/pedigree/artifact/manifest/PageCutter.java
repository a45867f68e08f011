package dev.pedigree.artifact.manifest;

import com.google.protobuf.ByteString;
import dev.pedigree.lifecycle.content.ManifestLine;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Cuts the lines of a manifest into pages.
///
/// Where to cut follows from the paths, not from how many lines came before: a file added or taken away changes the
/// page it is on and no other, so versions that differ in few places share most of their pages.
final class PageCutter {
    static final int SMALLEST = 64 << 10;
    static final int LARGEST = 512 << 10;

    /// One path in this many ends a page that is large enough.
    private static final int ONE_IN = 1024;

    private ByteString firstPath = ByteString.EMPTY;
    private ByteString.Output lines = ByteString.newOutput(SMALLEST);

    /// Takes the next line; gives the page it completes.
    Optional<Page> add(ManifestLine line) {
        byte[] path = line.path().utf8();
        if (lines.size() == 0) {
            firstPath = ByteString.copyFrom(path);
        }
        byte[] text = line.utf8();
        lines.write(text, 0, text.length);
        return isFull(path) ? rest() : Optional.empty();
    }

    /// The page begun, if any.
    Optional<Page> rest() {
        if (lines.size() == 0) {
            return Optional.empty();
        }
        Page page = new Page(firstPath, lines.toByteString());
        lines = ByteString.newOutput(SMALLEST);
        return Optional.of(page);
    }

    private boolean isFull(byte[] path) {
        return lines.size() >= LARGEST || (lines.size() >= SMALLEST && endsPage(path));
    }

    private static boolean endsPage(byte[] path) {
        CRC32C sum = new CRC32C();
        sum.update(path);
        return sum.getValue() % ONE_IN == 0;
    }
}
