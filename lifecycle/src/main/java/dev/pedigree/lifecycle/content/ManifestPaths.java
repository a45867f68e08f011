package dev.pedigree.lifecycle.content;

import dev.pedigree.lifecycle.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/// Finds paths of one manifest that cannot exist side by side on some file system: the same name but for letter
/// case, or a file that is also a folder. Not for use by several threads.
///
/// It keeps 64 bits of each path, so that ten million of them fit in memory. That two of these are equal by chance
/// has, for so many, odds of three in a million, and nobody can make it happen, since the hash has a secret seed.
public final class ManifestPaths {
    private static final int SEED_BYTES = 16;

    private final byte[] seed = seed();
    private final MessageDigest sha256 = Digest.sha256();
    private final LongSet files = new LongSet();
    private final LongSet folders = new LongSet();
    private String lastFolder = "";

    /// Takes the next path, in any order; the answer says how it clashes with those before.
    public Optional<String> add(ManifestPath path) {
        String folded = fold(path);
        long hash = hash(folded);
        if (!files.add(hash)) {
            return Optional.of("%s is listed twice, or differs from another path only in letter case".formatted(path));
        }
        if (folders.contains(hash)) {
            return Optional.of("%s is a file and also a folder of other files".formatted(path));
        }
        return isUnderFile(folded) ? Optional.of("a folder of %s is also a file".formatted(path)) : Optional.empty();
    }

    /// Of memory that the paths so far take. Many folders take as much as many files.
    public long bytes() {
        return files.bytes() + folders.bytes();
    }

    /// Of files that come one after the other in one folder, only the first is asked about it: a file with the name of
    /// the folder is found when it comes itself.
    private boolean isUnderFile(String folded) {
        int slash = folded.lastIndexOf('/');
        if (slash < 0 || (slash == lastFolder.length() && folded.startsWith(lastFolder))) {
            return false;
        }
        lastFolder = folded.substring(0, slash);
        return isUnderFile(folded, slash);
    }

    private boolean isUnderFile(String folded, int end) {
        for (int slash = end; slash > 0; slash = folded.lastIndexOf('/', slash - 1)) {
            long folder = hash(folded.substring(0, slash));
            if (files.contains(folder)) {
                return true;
            }
            if (!folders.add(folder)) {
                return false; // those above it were seen with it
            }
        }
        return false;
    }

    private long hash(String folded) {
        sha256.update(seed);
        return ByteBuffer.wrap(sha256.digest(folded.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    private static byte[] seed() {
        byte[] seed = new byte[SEED_BYTES];
        new SecureRandom().nextBytes(seed);
        return seed;
    }

    /// In ASCII, which most paths are, lower case is all there is to it.
    private static String fold(ManifestPath path) {
        String text = path.toString();
        return path.isAscii() ? text.toLowerCase(Locale.ROOT) : foldAll(text);
    }

    /// Twice, because the capital sharp s has the small one as its lower case, whose upper case is two letters.
    private static String foldAll(String path) {
        return Normalizer.normalize(foldOnce(foldOnce(path)), Normalizer.Form.NFC);
    }

    /// Upper case first, so that letters which share an upper case (such as the two small sigmas) become one.
    private static String foldOnce(String path) {
        return path.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
