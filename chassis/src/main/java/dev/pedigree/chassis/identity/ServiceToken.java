package dev.pedigree.chassis.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// What a service shows to another: its name and a secret of high entropy, of which the other keeps the SHA-256.
public record ServiceToken(String service, String secret) {
    /// Empty unless `text` reads `<name>:<secret>`.
    public static Optional<ServiceToken> parse(String text) {
        int colon = text.indexOf(':');
        return colon <= 0 || colon == text.length() - 1
                ? Optional.empty()
                : Optional.of(new ServiceToken(text.substring(0, colon), text.substring(colon + 1)));
    }

    public String headerValue() {
        return service + ":" + secret;
    }

    /// The hash that the called service keeps in its settings.
    public String fingerprint() {
        return HexFormat.of().formatHex(sha256(secret));
    }

    /// Compares in constant time.
    boolean matches(String fingerprint) {
        return MessageDigest.isEqual(
                fingerprint().getBytes(StandardCharsets.US_ASCII), fingerprint.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible); // every Java has SHA-256
        }
    }

    @Override
    public String toString() {
        return service + ":***";
    }
}
