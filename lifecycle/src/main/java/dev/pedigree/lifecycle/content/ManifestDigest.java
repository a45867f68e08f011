package dev.pedigree.lifecycle.content;

import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.InvalidName;
import java.security.MessageDigest;
import java.util.Optional;

/// Computes the digest of a manifest while its lines pass by: SHA-256 over the canonical lines in the order of their
/// paths. Since names are part of the lines, a renamed file makes another manifest.
///
/// For one use by one thread.
public final class ManifestDigest {

    private final MessageDigest sha256 = Digest.sha256();
    private Optional<ManifestPath> last = Optional.empty();
    private long files;
    private long bytes;

    /// Takes the next line; its path must come after the one before.
    public ManifestDigest add(ManifestLine line) {
        last.ifPresent(before -> requireOrder(before, line.path()));
        sha256.update(line.utf8());
        last = Optional.of(line.path());
        files++;
        bytes = sum(bytes, line.size());
        return this;
    }

    private static long sum(long bytes, long more) {
        if (more > Long.MAX_VALUE - bytes) {
            throw new InvalidName("the sizes add up to more than %d bytes".formatted(Long.MAX_VALUE));
        }
        return bytes + more;
    }

    private static void requireOrder(ManifestPath before, ManifestPath next) {
        int order = before.compareTo(next);
        if (order == 0) {
            throw new InvalidName("%s is listed twice".formatted(next));
        }
        if (order > 0) {
            throw new InvalidName(
                    "%s comes after %s: sort the lines by the UTF-8 bytes of their paths".formatted(next, before));
        }
    }

    /// How many files have passed by.
    public long files() {
        return files;
    }

    /// How many bytes they have together.
    public long bytes() {
        return bytes;
    }

    /// The digest of a manifest of the lines so far.
    public Digest current() {
        try {
            return Digest.of(((MessageDigest) sha256.clone()).digest());
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible); // the JDK's own can
        }
    }
}
