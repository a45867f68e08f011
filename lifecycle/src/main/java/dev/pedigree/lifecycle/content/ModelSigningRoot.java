package dev.pedigree.lifecycle.content;

import dev.pedigree.lifecycle.Digest;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;

/// Computes the root of OpenSSF Model Signing 1.0 while the lines of a manifest pass by: SHA-256 over the raw digests
/// of the files in the order of their paths. It is the digest that a signature of the same files names as its subject.
///
/// It does not cover names, so it tells no versions apart: it is an alias beside the digest of the manifest.
///
/// For one use by one thread.
public final class ModelSigningRoot {
    /// What signers leave out at the top of a folder: the records of version control, and the signature itself under
    /// its usual name.
    private static final Set<String> IGNORED = Set.of(".git", ".gitattributes", ".github", ".gitignore", "model.sig");

    private final MessageDigest sha256 = Digest.sha256();
    private boolean empty = true;

    /// Takes the next line; lines come in the order of their paths.
    public ModelSigningRoot add(ManifestLine line) {
        if (!IGNORED.contains(top(line.path().toString()))) {
            sha256.update(line.digest().bytes());
            empty = false;
        }
        return this;
    }

    private static String top(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }

    /// The root; there is none of no files. No line can be added after this.
    public Optional<Digest> finish() {
        return empty ? Optional.empty() : Optional.of(Digest.of(sha256.digest()));
    }
}
