package dev.pedigree.artifact.blob;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.util.Optional;

/// How the bytes of a blob are stored, and travel. Digest and size are always those of the decoded bytes.
public enum Encoding {
    IDENTITY(0),
    ZSTD(1);

    /// Fast, and near what more work would give.
    private static final int LEVEL = 1;

    private final short code;

    Encoding(int code) {
        this.code = (short) code;
    }

    /// As rows and packs say it.
    public short code() {
        return code;
    }

    public static Encoding of(int code) {
        return values()[code];
    }

    /// The bytes, which must be `size`; empty if these cannot be decoded to exactly so many. No more than `size`
    /// are ever made of them, whatever they say of themselves.
    public Optional<ByteString> decode(ByteString encoded, int size) {
        return switch (this) {
            case IDENTITY -> Optional.of(encoded).filter(bytes -> bytes.size() == size);
            case ZSTD -> decodeZstd(encoded.toByteArray(), size);
        };
    }

    private static Optional<ByteString> decodeZstd(byte[] encoded, int size) {
        byte[] bytes = new byte[size];
        try {
            long count = Zstd.decompressByteArray(bytes, 0, size, encoded, 0, encoded.length);
            return Optional.of(UnsafeByteOperations.unsafeWrap(bytes)).filter(_ -> count == size);
        } catch (ZstdException _) {
            return Optional.empty();
        }
    }

    /// What `decode` of this encoding makes `bytes` of.
    public ByteString encode(ByteString bytes) {
        return switch (this) {
            case IDENTITY -> bytes;
            case ZSTD -> UnsafeByteOperations.unsafeWrap(Zstd.compress(bytes.toByteArray(), LEVEL));
        };
    }
}
