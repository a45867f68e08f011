package dev.pedigree.lifecycle.content;

import dev.pedigree.lifecycle.Digest;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// Good paths and lines to test with.
final class SamplePaths {

    private SamplePaths() {}

    static Arbitrary<ManifestPath> paths() {
        Arbitrary<String> segment = Arbitraries.of("a", "b", "B", "-", "_", "0", "é", "日", "Ａ", "😀")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(letters -> String.join("", letters));
        return segment.list().ofMinSize(1).ofMaxSize(4).map(parts -> ManifestPath.parse(String.join("/", parts)));
    }

    static Arbitrary<ManifestLine> lines() {
        Arbitrary<Digest> digests =
                Arbitraries.bytes().array(byte[].class).ofSize(Digest.LENGTH).map(Digest::of);
        return Combinators.combine(digests, Arbitraries.longs().between(0, 1L << 40), paths())
                .as(ManifestLine::new);
    }
}
