package dev.pedigree.chassis.store;

import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.chassis.settings.S3Settings;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/// `ObjectStore` in one bucket of anything that speaks S3.
///
/// Writing once is `If-None-Match: *`; checksums are SHA-256 throughout and nothing else, since some stores refuse the
/// CRC that the SDK would add of its own accord.
public final class S3ObjectStore implements ObjectStore {
    private static final String ANY = "*";
    private static final String OCTETS = "application/octet-stream";

    private final S3Settings settings;
    private final String bucket;
    private final S3Client s3;
    private final S3Guard guard;

    private S3ObjectStore(S3Settings settings, S3Client s3, S3Guard guard) {
        this.settings = settings;
        this.bucket = settings.bucket();
        this.s3 = s3;
        this.guard = guard;
    }

    public static S3ObjectStore open(S3Settings settings, MeterRegistry meters) {
        return new S3ObjectStore(settings, S3Clients.open(settings), S3Guard.of(settings, meters));
    }

    /// "There is one" is believed only of a store that can show it.
    @Override
    public Written put(String key, Content content) {
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .ifNoneMatch(ANY)
                .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                .checksumSHA256(content.sha256().base64())
                .contentLength(content.length())
                .overrideConfiguration(call -> call.apiCallTimeout(S3Clients.limit(settings, content.length())))
                .build();
        RequestBody body = RequestBody.fromContentProvider(() -> content.open().get(), content.length(), OCTETS);
        if (S3Failures.ifAbsent(() -> guard.call(() -> s3.putObject(request, body)))
                .isPresent()) {
            return Written.NOW;
        }
        return head(key).map(_ -> Written.BEFORE).orElseThrow(() -> Unavailable.dependency("s3"));
    }

    @Override
    public Optional<InputStream> get(String key) {
        return get(GetObjectRequest.builder().bucket(bucket).key(key).build());
    }

    @Override
    public Optional<InputStream> get(String key, long offset, long length) {
        String range = "bytes=%d-%d".formatted(offset, offset + length - 1);
        GetObjectRequest request =
                GetObjectRequest.builder().bucket(bucket).key(key).range(range).build();
        return get(request);
    }

    private Optional<InputStream> get(GetObjectRequest request) {
        return S3Failures.ifPresent(() -> S3Failures.orNothing(() -> guard.open(() -> s3.getObject(request))));
    }

    @Override
    public Optional<StoredObject> head(String key) {
        Optional<HeadObjectResponse> found = S3Failures.ifPresent(() ->
                guard.call(() -> s3.headObject(request -> request.bucket(bucket).key(key))));
        if (found.isEmpty()) {
            requireAbsent(key);
        }
        return found.map(present -> stored(key, present));
    }

    /// The answer to HEAD has no body that could tell a key that is not there from a bucket that is not: GET does.
    private void requireAbsent(String key) {
        try (InputStream bytes = get(key, 0, 1).orElseGet(InputStream::nullInputStream)) {
            if (bytes.read() >= 0) {
                throw Unavailable.dependency("s3");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static StoredObject stored(String key, HeadObjectResponse found) {
        return new StoredObject(key, found.contentLength(), found.lastModified());
    }

    @Override
    public List<StoredObject> list(String prefix, String after, int limit) {
        return S3Failures.translated(() -> guard.call(() -> s3.listObjectsV2(request -> {
                    request.bucket(bucket).prefix(prefix).maxKeys(limit);
                    if (!after.isEmpty()) {
                        request.startAfter(after);
                    }
                })))
                .contents()
                .stream()
                .map(found -> new StoredObject(found.key(), found.size(), found.lastModified()))
                .toList();
    }

    @Override
    public void delete(String key) {
        S3Failures.translated(() -> guard.call(
                () -> s3.deleteObject(request -> request.bucket(bucket).key(key))));
    }

    @Override
    public void close() {
        s3.close();
    }

    static RequestBody body(Content content) {
        return RequestBody.fromContentProvider(() -> content.open().get(), content.length(), OCTETS);
    }
}
