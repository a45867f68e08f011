package dev.pedigree.chassis.store;

import dev.pedigree.chassis.settings.S3Settings;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// `ObjectStore` in one bucket of anything that speaks S3.
///
/// Writing once is `If-None-Match: *`; checksums are SHA-256 throughout and nothing else, since some stores refuse the
/// CRC that the SDK would add of its own accord.
public final class S3ObjectStore implements ObjectStore {
    private static final String ANY = "*";
    private static final String OCTETS = "application/octet-stream";

    private final S3Client s3;
    private final String bucket;
    private final S3Multipart multipart;

    S3ObjectStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
        this.multipart = new S3Multipart(s3, bucket);
    }

    public static S3ObjectStore open(S3Settings settings) {
        return new S3ObjectStore(S3Clients.open(settings), settings.bucket());
    }

    @Override
    public Written put(String key, Content content) {
        return S3Failures.unlessPresent(() -> s3.putObject(
                request -> request.bucket(bucket)
                        .key(key)
                        .ifNoneMatch(ANY)
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                        .checksumSHA256(content.sha256().base64())
                        .contentLength(content.length()),
                body(content)));
    }

    @Override
    public Optional<InputStream> get(String key) {
        return get(GetObjectRequest.builder().bucket(bucket).key(key).build());
    }

    @Override
    public Optional<InputStream> get(String key, long offset, long length) {
        String range = "bytes=%d-%d".formatted(offset, offset + length - 1);
        return get(
                GetObjectRequest.builder().bucket(bucket).key(key).range(range).build());
    }

    private Optional<InputStream> get(GetObjectRequest request) {
        return S3Failures.ifPresent(() -> s3.getObject(request)).map(S3Stream::new);
    }

    @Override
    public Optional<StoredObject> head(String key) {
        return S3Failures.ifPresent(
                        () -> s3.headObject(request -> request.bucket(bucket).key(key)))
                .map(found -> stored(key, found));
    }

    private static StoredObject stored(String key, HeadObjectResponse found) {
        return new StoredObject(key, found.contentLength(), found.lastModified());
    }

    @Override
    public List<StoredObject> list(String prefix, String after, int limit) {
        return S3Failures.translated(() -> s3.listObjectsV2(request -> {
                    request.bucket(bucket).prefix(prefix).maxKeys(limit);
                    if (!after.isEmpty()) {
                        request.startAfter(after);
                    }
                }))
                .contents()
                .stream()
                .map(found -> new StoredObject(found.key(), found.size(), found.lastModified()))
                .toList();
    }

    @Override
    public void delete(String key) {
        S3Failures.translated(
                () -> s3.deleteObject(request -> request.bucket(bucket).key(key)));
    }

    @Override
    public Multipart begin(String key) {
        return multipart.begin(key);
    }

    @Override
    public Part put(Multipart upload, int number, Content content) {
        return multipart.put(upload, number, content);
    }

    @Override
    public List<Part> parts(Multipart upload) {
        return multipart.parts(upload);
    }

    @Override
    public Written complete(Multipart upload, List<Part> parts) {
        return multipart.complete(upload, parts);
    }

    @Override
    public void abort(Multipart upload) {
        multipart.abort(upload);
    }

    @Override
    public List<Multipart> unfinished(String prefix) {
        return multipart.unfinished(prefix);
    }

    @Override
    public void close() {
        s3.close();
    }

    static RequestBody body(Content content) {
        return RequestBody.fromContentProvider(() -> content.open().get(), content.length(), OCTETS);
    }
}
