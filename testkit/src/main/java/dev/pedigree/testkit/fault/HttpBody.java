package dev.pedigree.testkit.fault;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Passes the bodies of HTTP messages on.
final class HttpBody {
    private static final int PIECE = 64 << 10;

    private HttpBody() {}

    static void skip(InputStream in, long length) throws IOException {
        in.skipNBytes(length);
    }

    static void copy(InputStream in, OutputStream out, long length) throws IOException {
        copy(in, out, length, false);
    }

    /// The same with one bit changed.
    static void damage(InputStream in, OutputStream out, long length) throws IOException {
        copy(in, out, length, true);
    }

    private static void copy(InputStream in, OutputStream out, long length, boolean damage) throws IOException {
        byte[] piece = new byte[PIECE];
        boolean sound = !damage;
        for (long left = length; left > 0; ) {
            int count = in.read(piece, 0, (int) Math.min(piece.length, left));
            if (count < 0) {
                throw new EOFException();
            }
            if (!sound) {
                piece[count / 2] ^= 1;
                sound = true;
            }
            out.write(piece, 0, count);
            left -= count;
        }
        out.flush();
    }

    static void copyChunks(InputStream in, OutputStream out) throws IOException {
        long size;
        do {
            String line = HttpHead.nextLine(in);
            size = Long.parseLong(line.split(";", 2)[0].strip(), 16);
            out.write((line + "\r\n").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            copy(in, out, size + 2); // with the end of its line
        } while (size > 0);
    }
}
