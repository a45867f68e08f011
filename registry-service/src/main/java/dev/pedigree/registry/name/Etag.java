package dev.pedigree.registry.name;

import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.v1.ErrorReason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/// One revision of one resource, as callers see it: opaque, and never valid for another resource.
public final class Etag {
    private static final int LENGTH = 12;

    private Etag() {}

    public static String of(Object resource, long revision) {
        MessageDigest digest = Digest.sha256();
        digest.update((resource + "#" + revision).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest.digest(), LENGTH));
    }

    /// Refuses when the caller decided on another revision than the present one.
    public static void require(String given, Object resource, long revision) {
        String current = of(resource, revision);
        if (!current.equals(given)) {
            throw new Conflict(
                    ErrorReason.ERROR_REASON_ETAG_MISMATCH,
                    resource + " has changed: read it again and decide again",
                    Map.of("etag", current, "resource", resource.toString()));
        }
    }

    /// The same where an etag is optional: empty means that the caller does not care.
    public static void requireIfGiven(String given, Object resource, long revision) {
        if (!given.isEmpty()) {
            require(given, resource, revision);
        }
    }
}
