package dev.pedigree.chassis.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Which bucket, where, with whose key. Without an endpoint it is AWS's own in `region`.
///
/// @param publicEndpoint where clients outside the mesh reach the same store, if they do
/// @param timeout of one call that carries no bytes; one that does has a second more for every MiB
public record S3Settings(
        Optional<URI> endpoint,
        Optional<URI> publicEndpoint,
        String region,
        String bucket,
        String accessKey,
        String secretKey,
        boolean pathStyle,
        int connections,
        Duration timeout) {
    private static final int CONNECTIONS = 64;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /// The usual limits, for a store that is built without an environment.
    public static S3Settings of(URI endpoint, String bucket, String accessKey, String secretKey) {
        return new S3Settings(
                Optional.of(endpoint),
                Optional.of(endpoint),
                "us-east-1",
                bucket,
                accessKey,
                secretKey,
                true,
                CONNECTIONS,
                TIMEOUT);
    }

    public static S3Settings read(Settings settings) {
        return new S3Settings(
                settings.optionalText("S3_ENDPOINT").map(text -> parse("S3_ENDPOINT", text)),
                settings.optionalText("S3_PUBLIC_ENDPOINT").map(text -> parse("S3_PUBLIC_ENDPOINT", text)),
                settings.text("S3_REGION", "us-east-1"),
                settings.text("S3_BUCKET", "pedigree"),
                settings.secret("S3_ACCESS_KEY"),
                settings.secret("S3_SECRET_KEY"),
                settings.flag("S3_PATH_STYLE", true),
                settings.number("S3_CONNECTIONS", CONNECTIONS, 1, 1_000),
                settings.duration("S3_TIMEOUT", TIMEOUT, Duration.ofSeconds(1), Duration.ofMinutes(30)));
    }

    private static URI parse(String setting, String text) {
        if (!text.startsWith("http://") && !text.startsWith("https://")) {
            throw Settings.refuse(setting, "must begin with http:// or https://");
        }
        return URI.create(text);
    }

    @Override
    public String toString() {
        return bucket + " at " + endpoint.map(URI::toString).orElse(region);
    }
}
