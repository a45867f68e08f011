package dev.pedigree.chassis.store;

import dev.pedigree.chassis.settings.S3Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// Signs single requests to the object store for clients who have no key to it. A signed request is a secret until it
/// expires: it belongs into no log.
public final class S3Signer implements AutoCloseable {
    private static final String ABSENT = "*";
    private static final String OCTETS = "application/octet-stream";
    private static final String HOST = "host";

    private final S3Presigner presigner;
    private final String bucket;

    private S3Signer(S3Presigner presigner, String bucket) {
        this.presigner = presigner;
        this.bucket = bucket;
    }

    /// A request that may be sent until it expires, with exactly these headers.
    public record Signed(String url, Map<String, String> headers) {
        @Override
        public String toString() {
            return "a signed request";
        }
    }

    /// Empty if no client reaches the store.
    public static Optional<S3Signer> open(S3Settings settings) {
        return settings.publicEndpoint()
                .map(endpoint -> new S3Signer(presigner(settings, endpoint), settings.bucket()));
    }

    private static S3Presigner presigner(S3Settings settings, URI endpoint) {
        return S3Presigner.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())))
                .endpointOverride(endpoint)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(settings.pathStyle())
                        .chunkedEncodingEnabled(false)
                        .build())
                .build();
    }

    /// A write of exactly those bytes that hash to `sha256`, unless there is an object under the key.
    public Signed put(String key, long length, Sha256 sha256, Duration validity) {
        return signed(presigner.presignPutObject(request -> request.signatureDuration(validity)
                .putObjectRequest(put -> put.bucket(bucket)
                        .key(key)
                        .ifNoneMatch(ABSENT)
                        .contentType(OCTETS)
                        .contentLength(length)
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                        .checksumSHA256(sha256.base64()))));
    }

    /// A read of an object.
    public Signed get(String key, Duration validity) {
        return signed(presigner.presignGetObject(request -> request.signatureDuration(validity)
                .getObjectRequest(get -> get.bucket(bucket).key(key))));
    }

    private static Signed signed(PresignedRequest request) {
        return new Signed(
                request.url().toString(),
                request.signedHeaders().entrySet().stream()
                        .filter(header -> !header.getKey().equalsIgnoreCase(HOST))
                        .collect(Collectors.toMap(
                                header -> header.getKey(), header -> String.join(",", header.getValue()))));
    }

    @Override
    public void close() {
        presigner.close();
    }
}
