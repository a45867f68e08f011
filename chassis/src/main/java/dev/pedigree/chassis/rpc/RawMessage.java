package dev.pedigree.chassis.rpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.pedigree.chassis.fault.Invalid;
import io.grpc.Detachable;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// A message on its way through, as bytes nobody has decoded.
///
/// Where the transport allows it, it owns the transport's own buffers: relaying costs one copy, into the outgoing
/// frame. Whoever drops a message unsent closes it, or those buffers leak.
public final class RawMessage extends InputStream implements KnownLength, Drainable {
    private static final int LARGEST_PIECE = 16 * 1024;

    private final InputStream bytes;
    private final int size;

    private RawMessage(InputStream bytes, int size) {
        this.bytes = bytes;
        this.size = size;
    }

    static RawMessage takeOver(InputStream incoming) {
        try {
            if (incoming instanceof Detachable owner && incoming.markSupported()) {
                InputStream detached = owner.detach();
                return new RawMessage(detached, detached.available());
            }
            byte[] copy = incoming.readAllBytes();
            return new RawMessage(new ByteArrayInputStream(copy), copy.length);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public int size() {
        return size;
    }

    /// The text in field `number`, read without using the message up; empty text where the field is absent.
    ///
    /// As protobuf has it, the last occurrence wins: who authorises by this value sees what the receiver will.
    public String peekText(int number) {
        bytes.mark(size);
        try {
            return readText(CodedInputStream.newInstance(bytes, Math.clamp(size, 1, LARGEST_PIECE)), number);
        } catch (IOException malformed) {
            throw new Invalid("", "the message is not valid protobuf").causedBy(malformed);
        } finally {
            rewind();
        }
    }

    private static String readText(CodedInputStream in, int number) throws IOException {
        String text = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) != number) {
                in.skipField(tag);
            } else if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                text = in.readStringRequireUtf8();
            } else {
                throw new IOException("field " + number + " is not text");
            }
        }
        return text;
    }

    private void rewind() {
        try {
            bytes.reset();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public int read() throws IOException {
        return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return bytes.read(target, offset, length);
    }

    /// What is left, in pieces no larger than the message: small ones are the rule.
    @Override
    public int drainTo(OutputStream target) throws IOException {
        byte[] piece = new byte[Math.min(size, LARGEST_PIECE)];
        int drained = 0;
        for (int read = read(piece, 0, piece.length); read > 0; read = read(piece, 0, piece.length)) {
            target.write(piece, 0, read);
            drained += read;
        }
        return drained;
    }

    @Override
    public int available() throws IOException {
        return bytes.available();
    }

    @Override
    public void close() {
        try {
            bytes.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
