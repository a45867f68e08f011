package dev.pedigree.artifact.manifest;

import com.google.protobuf.ByteString;
import dev.pedigree.v1.ManifestEntry;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// Reads the lines of a page back. The page was written by this service and its digest was just verified, so the
/// form of the lines is not checked again.
final class PageReader implements Iterator<ManifestEntry> {
    private static final int HEX_DIGITS = 64;

    private final byte[] lines;
    private int position;

    PageReader(ByteString lines) {
        this.lines = lines.toByteArray();
    }

    @Override
    public boolean hasNext() {
        return position < lines.length;
    }

    @Override
    public ManifestEntry next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ByteString digest = digest();
        long size = size();
        return ManifestEntry.newBuilder()
                .setDigest(digest)
                .setSize(size)
                .setPathBytes(path())
                .build();
    }

    private ByteString digest() {
        byte[] digest = new byte[HEX_DIGITS / 2];
        for (int index = 0; index < digest.length; index++) {
            int high = HexFormat.fromHexDigit(lines[position++]);
            digest[index] = (byte) (high << 4 | HexFormat.fromHexDigit(lines[position++]));
        }
        return ByteString.copyFrom(digest);
    }

    private long size() {
        long size = 0;
        position++; // the space
        while (lines[position] != ' ') {
            size = size * 10 + (lines[position++] - '0');
        }
        return size;
    }

    private ByteString path() {
        int start = position + 1;
        while (lines[position] != '\n') {
            position++;
        }
        return ByteString.copyFrom(lines, start, position++ - start);
    }
}
