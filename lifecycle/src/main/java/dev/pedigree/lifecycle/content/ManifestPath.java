package dev.pedigree.lifecycle.content;

import dev.pedigree.lifecycle.InvalidName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The path of a file in a manifest: relative, canonical, and safe to create on every common file system.
///
/// One file has one spelling, so equal contents have equal manifests; [PathRules] lists what is refused. Paths are
/// ordered by their UTF-8 bytes, taken as unsigned.
public final class ManifestPath implements Comparable<ManifestPath> {

    private final String text;
    private final byte[] utf8;

    private ManifestPath(String text) {
        this.text = text;
        this.utf8 = text.getBytes(StandardCharsets.UTF_8);
    }

    /// Reads a path, or says everything that is wrong with it.
    public static ManifestPath parse(String text) {
        List<String> faults = PathRules.faults(text);
        if (!faults.isEmpty()) {
            throw new InvalidName(
                    "%s is not a manifest path: %s".formatted(InvalidName.quote(text), String.join("; ", faults)));
        }
        return new ManifestPath(text);
    }

    public byte[] utf8() {
        return utf8.clone();
    }

    /// Whether one character is one byte throughout.
    boolean isAscii() {
        return utf8.length == text.length();
    }

    int length() {
        return utf8.length;
    }

    void write(byte[] target, int offset) {
        System.arraycopy(utf8, 0, target, offset, utf8.length);
    }

    @Override
    public int compareTo(ManifestPath other) {
        return Arrays.compareUnsigned(utf8, other.utf8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ManifestPath that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
