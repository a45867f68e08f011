package dev.pedigree.artifact.rpc;

import com.google.protobuf.ByteString;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.v1.ErrorReason;
import java.util.Base64;
import java.util.Map;

/// The page token of ListManifestEntries: the manifest, and the last path that was given.
final class EntryToken {
    private EntryToken() {}

    static String write(Digest manifest, ByteString lastPath) {
        byte[] token = ByteString.copyFrom(manifest.bytes()).concat(lastPath).toByteArray();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /// The path to go on after; empty for a first page.
    static ByteString read(Digest manifest, String token) {
        if (token.isEmpty()) {
            return ByteString.EMPTY;
        }
        ByteString bytes = decode(token);
        if (!bytes.startsWith(ByteString.copyFrom(manifest.bytes())) || bytes.size() == Digest.LENGTH) {
            throw invalid();
        }
        return bytes.substring(Digest.LENGTH);
    }

    private static ByteString decode(String token) {
        try {
            return ByteString.copyFrom(Base64.getUrlDecoder().decode(token));
        } catch (IllegalArgumentException _) {
            throw invalid();
        }
    }

    private static Fault invalid() {
        return new Invalid(
                ErrorReason.ERROR_REASON_PAGE_TOKEN_INVALID,
                "the page token is damaged or of another request",
                Map.of());
    }
}
