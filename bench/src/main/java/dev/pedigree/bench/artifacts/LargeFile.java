package dev.pedigree.bench.artifacts;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/// A file of bytes that nothing can compress, with its digest.
///
/// It has just been written, so its pages are in memory: what is timed is not the disk.
record LargeFile(Path path, long size, ByteString digest) {
    static final int CHUNK = 1 << 20;

    static LargeFile make(Path path, long size) throws IOException {
        SplittableRandom random = new SplittableRandom(size);
        MessageDigest digest = Sha256.start();
        byte[] chunk = new byte[CHUNK];
        try (OutputStream out = Files.newOutputStream(path)) {
            for (long written = 0; written < size; written += chunk.length) {
                random.nextBytes(chunk);
                int length = (int) Math.min(chunk.length, size - written);
                digest.update(chunk, 0, length);
                out.write(chunk, 0, length);
            }
        }
        return new LargeFile(path, size, ByteString.copyFrom(digest.digest()));
    }

    InputStream open() throws IOException {
        return Files.newInputStream(path);
    }

    /// At most `length` bytes from `offset` on.
    byte[] read(long offset, int length) throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(length, size - offset));
            while (buffer.hasRemaining() && file.read(buffer, offset + buffer.position()) >= 0) {
                // until it is full
            }
            return buffer.array();
        }
    }

    /// Digests of its parts.
    List<ByteString> parts(int size) throws IOException {
        List<ByteString> digests = new ArrayList<>();
        for (long offset = 0; offset < this.size; offset += size) {
            digests.add(ByteString.copyFrom(Sha256.start().digest(read(offset, size))));
        }
        return digests;
    }

    String name(String project) {
        return "%s/blobs/sha256:%s".formatted(project, HexFormat.of().formatHex(digest.toByteArray()));
    }

    double megabytes() {
        return size / 1e6;
    }
}
