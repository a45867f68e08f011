package dev.pedigree.chassis.identity;

import java.util.Base64;

/// The secret that the gateway signs end-user identities with and that every service verifies them by.
public final class IdentityKey {
    private static final int LEAST_BYTES = 32;

    private final byte[] secret;

    public IdentityKey(byte[] secret) {
        if (secret.length < LEAST_BYTES) {
            throw new IllegalArgumentException("the identity key needs at least " + LEAST_BYTES + " bytes");
        }
        this.secret = secret.clone();
    }

    public static IdentityKey fromBase64(String text) {
        return new IdentityKey(Base64.getDecoder().decode(text));
    }

    byte[] secret() {
        return secret.clone();
    }

    @Override
    public String toString() {
        return "***";
    }
}
