package dev.pedigree.gateway.identity;

import dev.pedigree.lifecycle.Digest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/// An API token: 256 random bits behind a prefix that secret scanners can look for. Only its hash is ever kept.
final class Token {
    private static final String PREFIX = "pedigree_";
    private static final int BYTES = 32;

    private Token() {}

    static String random() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /// Looking a token up by its hash leaks nothing by its timing: nobody can choose a hash.
    static Digest hash(String token) {
        return Digest.ofContent(token.getBytes(StandardCharsets.UTF_8));
    }
}
