package dev.pedigree.standalone;

import dev.pedigree.testkit.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/// What the services of one data folder tell each other apart by. Made at the first start; only the owner reads it.
final class MeshSecrets {
    private static final String IDENTITY_KEY = "identityKey";
    private static final String S3_ACCESS_KEY = "s3AccessKey";
    private static final String S3_SECRET_KEY = "s3SecretKey";
    private static final String GATEWAY = "gateway";
    private static final String LINEAGE = "lineage";
    private static final String ARTIFACT = "artifact";
    private static final String LABEL = "label";

    private final Secrets secrets;

    private MeshSecrets(Secrets secrets) {
        this.secrets = secrets;
    }

    static MeshSecrets in(Path data) {
        try {
            return new MeshSecrets(Secrets.in(
                    data.resolve("mesh.properties"),
                    IDENTITY_KEY,
                    S3_ACCESS_KEY,
                    S3_SECRET_KEY,
                    GATEWAY,
                    LINEAGE,
                    ARTIFACT,
                    LABEL));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Base64 of 32 bytes.
    String identityKey() {
        return Base64.getEncoder().encodeToString(sha256(secrets.get(IDENTITY_KEY)));
    }

    String s3AccessKey() {
        return secrets.get(S3_ACCESS_KEY);
    }

    String s3SecretKey() {
        return secrets.get(S3_SECRET_KEY);
    }

    /// What a service shows to the others: `name:secret`.
    String token(ServiceKind service) {
        return service.id() + ":" + secrets.get(service.id());
    }

    /// What the others know it by.
    String secretHash(ServiceKind service) {
        return HexFormat.of().formatHex(sha256(secrets.get(service.id())));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
