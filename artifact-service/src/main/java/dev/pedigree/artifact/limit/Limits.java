package dev.pedigree.artifact.limit;

import dev.pedigree.artifact.part.PartSizes;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.v1.ErrorReason;
import java.util.Map;

/// How much of everything one request may bring, as GetCapabilities tells it. Whatever is within these limits also
/// fits into a message of 4 MiB.
public record Limits(
        int batchBytes,
        int batchBlobs,
        int batchBlobBytes,
        long blobBytes,
        int chunkBytes,
        int findMissingDigests,
        long manifestEntries,
        int manifestChunkEntries,
        int batchDownloadBlobs,
        int partBytes,
        int uploadsPerCaller) {
    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;

    public static Limits of(PartSizes parts, long manifestEntries, int uploadsPerCaller) {
        return new Limits(
                3_840 * KIB,
                4_000,
                128 * KIB,
                parts.largestBlob(),
                MIB,
                100_000,
                manifestEntries,
                2_000,
                10_000,
                parts.smallest(),
                uploadsPerCaller);
    }

    /// Refuses `actual` of `what` if it is over `limit`.
    public static void check(String what, long actual, long limit) {
        if (actual > limit) {
            throw exceeded(what, actual, limit);
        }
    }

    public static Fault exceeded(String what, long actual, long limit) {
        return new Invalid(
                ErrorReason.ERROR_REASON_LIMIT_EXCEEDED,
                "%d %s are over the limit of %d".formatted(actual, what, limit),
                Map.of("limit", Long.toString(limit), "actual", Long.toString(actual)));
    }
}
