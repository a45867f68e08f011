package dev.pedigree.artifact.blob;

import com.google.protobuf.ByteString;
import dev.pedigree.lifecycle.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Raw digests one after the other: how many of them travel, on the wire and to the database.
public final class PackedDigests {
    private final ByteString packed;

    private PackedDigests(ByteString packed) {
        this.packed = packed;
    }

    public static boolean isWhole(ByteString packed) {
        return packed.size() % Digest.LENGTH == 0;
    }

    public static PackedDigests of(ByteString packed) {
        if (!isWhole(packed)) {
            throw new IllegalArgumentException("%d bytes are no whole number of digests".formatted(packed.size()));
        }
        return new PackedDigests(packed);
    }

    public static PackedDigests of(List<Digest> digests) {
        ByteString.Output packed = ByteString.newOutput(digests.size() * Digest.LENGTH);
        digests.forEach(digest -> packed.write(digest.bytes(), 0, Digest.LENGTH));
        return new PackedDigests(packed.toByteString());
    }

    static PackedDigests ofRaw(List<byte[]> digests) {
        ByteString.Output packed = ByteString.newOutput(digests.size() * Digest.LENGTH);
        digests.forEach(digest -> packed.write(digest, 0, Digest.LENGTH));
        return new PackedDigests(packed.toByteString());
    }

    public int count() {
        return packed.size() / Digest.LENGTH;
    }

    /// One by one.
    public List<Digest> digests() {
        byte[] all = bytes();
        return IntStream.range(0, count())
                .mapToObj(
                        index -> Digest.of(Arrays.copyOfRange(all, index * Digest.LENGTH, (index + 1) * Digest.LENGTH)))
                .toList();
    }

    /// Those at `ordinals`, which count from 1 as the database does, packed again.
    public ByteString pick(List<Integer> ordinals) {
        ByteString.Output picked = ByteString.newOutput(ordinals.size() * Digest.LENGTH);
        ordinals.forEach(ordinal -> write(ordinal, picked));
        return picked.toByteString();
    }

    /// Those at `places`, which count from 0.
    PackedDigests pick(int[] places) {
        ByteString.Output picked = ByteString.newOutput(places.length * Digest.LENGTH);
        for (int place : places) {
            write(place + 1, picked);
        }
        return new PackedDigests(picked.toByteString());
    }

    private void write(int ordinal, ByteString.Output picked) {
        try {
            packed.substring((ordinal - 1) * Digest.LENGTH, ordinal * Digest.LENGTH)
                    .writeTo(picked);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// As the database takes them.
    public byte[] bytes() {
        return packed.toByteArray();
    }
}
