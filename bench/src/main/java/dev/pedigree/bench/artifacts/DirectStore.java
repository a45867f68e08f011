package dev.pedigree.bench.artifacts;

import dev.pedigree.standalone.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// The S3 server without us: what a program that only has the SDK would do. Digests are known beforehand; S3
/// checks them.
final class DirectStore implements AutoCloseable {
    private static final int CONNECTIONS = 128;
    private static final int DELETERS = 16;

    private final String name;
    private final S3Client s3;
    private final String bucket;

    /// @param chunked whether bodies are signed in chunks as they go, not as a whole beforehand
    DirectStore(S3Server server, String name, boolean chunked) {
        this.name = name;
        this.bucket = server.bucket();
        this.s3 = S3Client.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(server.accessKey(), server.secretKey())))
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(chunked))
                .httpClientBuilder(Apache5HttpClient.builder().maxConnections(CONNECTIONS))
                .build();
    }

    @Override
    public String toString() {
        return name;
    }

    void ensureBucket() {
        try {
            var _ = s3.createBucket(request -> request.bucket(bucket));
        } catch (BucketAlreadyOwnedByYouException _) {
            // from an earlier run
        }
    }

    void put(String key, LargeFile file) {
        var _ = s3.putObject(checked(key, file.digest().toByteArray()), RequestBody.fromFile(file.path()));
    }

    void put(String key, byte[] content, byte[] digest) {
        var _ = s3.putObject(checked(key, digest), RequestBody.fromBytes(content));
    }

    /// Hashes each part, as whoever has only the digest of the whole must.
    void putInParts(String key, LargeFile file, int partSize, int atOnce) throws InterruptedException {
        String id = s3.createMultipartUpload(
                        request -> request.bucket(bucket).key(key).checksumAlgorithm(ChecksumAlgorithm.SHA256))
                .uploadId();
        CompletedPart[] parts = new CompletedPart[(int) Math.ceilDiv(file.size(), (long) partSize)];
        Concurrently.run(atOnce, parts.length, index -> {
            byte[] bytes = file.read((long) index * partSize, partSize);
            String checksum = base64(Sha256.start().digest(bytes));
            UploadPartResponse part = s3.uploadPart(
                    request -> request.bucket(bucket)
                            .key(key)
                            .uploadId(id)
                            .partNumber(index + 1)
                            .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                            .checksumSHA256(checksum),
                    RequestBody.fromBytes(bytes));
            parts[index] = CompletedPart.builder()
                    .partNumber(index + 1)
                    .eTag(part.eTag())
                    .checksumSHA256(checksum)
                    .build();
        });
        var _ = s3.completeMultipartUpload(
                request -> request.bucket(bucket).key(key).uploadId(id).multipartUpload(made -> made.parts(parts)));
    }

    private static String base64(byte[] digest) {
        return Base64.getEncoder().encodeToString(digest);
    }

    private PutObjectRequest checked(String key, byte[] digest) {
        return PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                .checksumSHA256(base64(digest))
                .build();
    }

    /// Reads an object to its end; answers its size.
    long get(String key, byte[] buffer) throws IOException {
        long size = 0;
        try (InputStream bytes = s3.getObject(request -> request.bucket(bucket).key(key))) {
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                size += count;
            }
        }
        return size;
    }

    /// The size of a small object, which is read whole.
    long get(String key) {
        return s3.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asByteArrayUnsafe().length;
    }

    /// Deletes everything below `prefix`.
    void clear(String prefix) throws InterruptedException {
        for (var page :
                s3.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))) {
            var keys = page.contents().stream().map(S3Object::key).toList();
            Concurrently.run(DELETERS, keys.size(), index -> {
                var _ = s3.deleteObject(request -> request.bucket(bucket).key(keys.get(index)));
            });
        }
    }

    @Override
    public void close() {
        s3.close();
    }
}
