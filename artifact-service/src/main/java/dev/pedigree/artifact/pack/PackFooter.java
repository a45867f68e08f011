package dev.pedigree.artifact.pack;

import dev.pedigree.artifact.blob.Encoding;
import dev.pedigree.lifecycle.Digest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The end of a pack, from which its rows can be made again: an entry for each blob, then a trailer of fixed length
/// that says where the entries begin. All numbers are big-endian.
///
/// | entry | | trailer | |
/// |-|-|-|-|
/// | digest | 32 bytes | offset of the first entry | 8 bytes |
/// | offset | 8 bytes | number of entries | 4 bytes |
/// | length as stored | 4 bytes | CRC-32C of the entries | 4 bytes |
/// | size of the blob | 4 bytes | version | 4 bytes |
/// | encoding | 4 bytes | magic | 4 bytes |
public final class PackFooter {
    public static final int TRAILER = 24;

    public static final int ENTRY = Digest.LENGTH + 20;
    private static final int VERSION = 1;
    private static final int MAGIC = 0x5044_504b; // PDPK

    private PackFooter() {}

    /// One blob of a pack.
    public record Entry(Digest digest, long offset, int length, int size, Encoding encoding) {}

    /// Where the entries of a pack lie in it, and what they must add up to.
    public record Trailer(long offset, int count, int checksum) {
        public int length() {
            return count * ENTRY;
        }
    }

    /// @param offset bytes of the pack before the footer
    static byte[] write(long offset, List<Entry> entries) {
        ByteBuffer footer = ByteBuffer.allocate(entries.size() * ENTRY + TRAILER);
        entries.forEach(entry -> footer.put(entry.digest().bytes())
                .putLong(entry.offset())
                .putInt(entry.length())
                .putInt(entry.size())
                .putInt(entry.encoding().code()));
        int checksum = checksum(footer.duplicate().flip());
        return footer.putLong(offset)
                .putInt(entries.size())
                .putInt(checksum)
                .putInt(VERSION)
                .putInt(MAGIC)
                .array();
    }

    /// Reads the last `TRAILER` bytes of an object of `size` bytes; empty if it is no pack of ours.
    public static Optional<Trailer> readTrailer(byte[] bytes, long size) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.remaining() != TRAILER) {
            return Optional.empty();
        }
        Trailer trailer = new Trailer(in.getLong(), in.getInt(), in.getInt());
        boolean ours = in.getInt() == VERSION && in.getInt() == MAGIC;
        boolean fits = trailer.count() >= 0 && trailer.offset() + (long) trailer.count() * ENTRY + TRAILER == size;
        return ours && fits ? Optional.of(trailer) : Optional.empty();
    }

    /// Reads the entries; empty if they are not what was written.
    public static Optional<List<Entry>> readEntries(Trailer trailer, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.remaining() != trailer.length() || checksum(in.duplicate()) != trailer.checksum()) {
            return Optional.empty();
        }
        List<Entry> entries = new ArrayList<>(trailer.count());
        byte[] digest = new byte[Digest.LENGTH];
        while (in.hasRemaining()) {
            in.get(digest);
            entries.add(new Entry(Digest.of(digest), in.getLong(), in.getInt(), in.getInt(), Encoding.of(in.getInt())));
        }
        return Optional.of(entries);
    }

    private static int checksum(ByteBuffer entries) {
        CRC32C sum = new CRC32C();
        sum.update(entries);
        return (int) sum.getValue();
    }
}
