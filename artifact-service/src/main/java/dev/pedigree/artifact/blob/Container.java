package dev.pedigree.artifact.blob;

import static java.util.Objects.requireNonNull;

/// What in the bucket holds bytes of blobs.
///
/// @param size its bytes as they are stored
public record Container(String key, Kind kind, long size) {
    public Container {
        requireNonNull(key, "key is null");
        requireNonNull(kind, "kind is null");
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
