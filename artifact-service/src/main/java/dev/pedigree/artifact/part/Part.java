package dev.pedigree.artifact.part;

import static java.util.Objects.requireNonNull;

import dev.pedigree.lifecycle.Digest;

/// One part of a large blob: an object of its own, whose key tells all there is to know of it.
public record Part(int number, Digest digest) {
    public Part {
        requireNonNull(digest, "digest is null");
    }

    /// Its object's key, where `prefix` is what the keys of all parts begin with. They sort by their numbers.
    public String key(String prefix) {
        return "%s/%05d-%s".formatted(prefix, number, digest.hex());
    }
}
