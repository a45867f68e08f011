package dev.pedigree.artifact.blob;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/// What in the bucket holds bytes of blobs.
///
/// @param size its bytes as they are stored
/// @param partSize of every part but the last, where there are parts
public record Container(String key, Kind kind, long size, OptionalInt partSize) {
    public Container {
        requireNonNull(key, "key is null");
        requireNonNull(kind, "kind is null");
        if ((kind == Kind.PARTS) != partSize.isPresent()) {
            throw new IllegalArgumentException("%s with parts of %s".formatted(kind, partSize));
        }
    }

    /// One object.
    public Container(String key, Kind kind, long size) {
        this(key, kind, size, OptionalInt.empty());
    }

    /// The parts of one large blob.
    ///
    /// @param key what their keys begin with
    public static Container ofParts(String key, long size, int partSize) {
        return new Container(key, Kind.PARTS, size, OptionalInt.of(partSize));
    }

    /// How it holds them.
    public enum Kind {
        /// An object that is one blob.
        ALONE(1),
        /// An object of many small blobs, one after the other.
        PACK(2),
        /// The parts of one large blob, each an object; their keys begin with the container's.
        PARTS(3);

        private final short code;

        Kind(int code) {
            this.code = (short) code;
        }

        /// As rows say it.
        short code() {
            return code;
        }

        public static Kind of(short code) {
            return values()[code - 1];
        }
    }
}
