package dev.pedigree.artifact.blob;

import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.v1.ErrorReason;
import java.util.Map;

/// The refusal of bytes that are not what the client says they are.
public final class DigestMismatch {
    private DigestMismatch() {}

    public static Fault of(Digest expected, Digest actual) {
        return new Invalid(
                ErrorReason.ERROR_REASON_DIGEST_MISMATCH,
                "the bytes hash to %s, not to %s".formatted(actual, expected),
                Map.of("expected", expected.toString(), "actual", actual.toString()));
    }

    /// For bytes that cannot have the digest, since there are too many or too few of them.
    public static Fault ofSize(Digest expected, long expectedSize, long actualSize) {
        return new Invalid(
                ErrorReason.ERROR_REASON_DIGEST_MISMATCH,
                "%s was declared with %d bytes, but %d came".formatted(expected, expectedSize, actualSize),
                sizes(expected, expectedSize, actualSize));
    }

    /// For a size that cannot be the digest's, since the blob that has it is there with another.
    static Fault ofStored(Digest expected, long expectedSize, long actualSize) {
        return new Invalid(
                ErrorReason.ERROR_REASON_DIGEST_MISMATCH,
                "%s was declared with %d bytes, and is there with %d".formatted(expected, expectedSize, actualSize),
                sizes(expected, expectedSize, actualSize));
    }

    private static Map<String, String> sizes(Digest expected, long expectedSize, long actualSize) {
        return Map.of(
                "expected", expected.toString(),
                "expectedSize", Long.toString(expectedSize),
                "actualSize", Long.toString(actualSize));
    }

    /// For bytes that cannot be decoded to as many as were declared.
    public static Fault notDecodable(Digest expected, int expectedSize) {
        return new Invalid(
                ErrorReason.ERROR_REASON_DIGEST_MISMATCH,
                "what came for %s cannot be decoded to the declared %d bytes".formatted(expected, expectedSize),
                Map.of("expected", expected.toString(), "expectedSize", Integer.toString(expectedSize)));
    }
}
