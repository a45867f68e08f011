package dev.pedigree.chassis.feed;

import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.v1.ErrorReason;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/// A place in the registry's feed: the position of a reader, its horizon, or the token of a write.
///
/// Opaque outside. Inside, places of one epoch are ordered by (`xid`, `sequence`); those of two epochs (before and
/// after a restore) cannot be compared.
///
/// @param sequence 0 for horizons and tokens: they stand before everything of their transaction
public record ConsistencyToken(UUID epoch, long xid, long sequence) implements Comparable<ConsistencyToken> {
    private static final int LENGTH = 4 * Long.BYTES;

    /// Before everything.
    public static ConsistencyToken beginning(UUID epoch) {
        return new ConsistencyToken(epoch, 0, 0);
    }

    /// @throws Invalid TOKEN_INVALID when the text is damaged
    public static ConsistencyToken parse(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(decode(text));
        UUID epoch = new UUID(bytes.getLong(), bytes.getLong());
        return new ConsistencyToken(epoch, bytes.getLong(), bytes.getLong());
    }

    /// @throws Invalid TOKEN_INVALID when this place is of another cluster
    public ConsistencyToken requireEpoch(UUID present) {
        if (!epoch.equals(present)) {
            throw invalid("the token is of another cluster, or from before a restore: start over");
        }
        return this;
    }

    /// Whether a reader who has seen everything before this place has seen all that `token` asks for.
    public boolean covers(ConsistencyToken token) {
        token.requireEpoch(epoch);
        return compareTo(token) >= 0;
    }

    @Override
    public int compareTo(ConsistencyToken other) {
        int byTransaction = Long.compare(xid, other.xid);
        return byTransaction != 0 ? byTransaction : Long.compare(sequence, other.sequence);
    }

    @Override
    public String toString() {
        byte[] bytes = ByteBuffer.allocate(LENGTH)
                .putLong(epoch.getMostSignificantBits())
                .putLong(epoch.getLeastSignificantBits())
                .putLong(xid)
                .putLong(sequence)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decode(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length == LENGTH) {
                return bytes;
            }
        } catch (IllegalArgumentException _) {
            // not even base64url
        }
        throw invalid("the token is damaged");
    }

    private static Invalid invalid(String message) {
        return new Invalid(ErrorReason.ERROR_REASON_TOKEN_INVALID, message, Map.of());
    }
}
