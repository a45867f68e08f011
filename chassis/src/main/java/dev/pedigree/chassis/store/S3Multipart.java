package dev.pedigree.chassis.store;

import dev.pedigree.chassis.store.ObjectStore.Written;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// Objects in parts. Completing is the commit point: nothing is visible before it.
final class S3Multipart {
    private static final String ABSENT = "*";

    private final S3Client s3;
    private final String bucket;

    S3Multipart(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    Multipart begin(String key) {
        String uploadId = S3Failures.translated(() -> s3.createMultipartUpload(
                        request -> request.bucket(bucket).key(key).checksumAlgorithm(ChecksumAlgorithm.SHA256)))
                .uploadId();
        return new Multipart(key, uploadId);
    }

    Part put(Multipart upload, int number, Content content) {
        UploadPartResponse written = S3Failures.translated(() -> s3.uploadPart(
                request -> request.bucket(bucket)
                        .key(upload.key())
                        .uploadId(upload.uploadId())
                        .partNumber(number)
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                        .checksumSHA256(content.sha256().base64())
                        .contentLength(content.length()),
                software.amazon.awssdk.core.sync.RequestBody.fromContentProvider(
                        () -> content.open().get(), content.length(), "application/octet-stream")));
        return new Part(number, content.length(), written.eTag(), Optional.of(content.sha256()));
    }

    List<Part> parts(Multipart upload) {
        return S3Failures.translated(() -> s3
                .listPartsPaginator(
                        request -> request.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()))
                .parts()
                .stream()
                .map(S3Multipart::part)
                .toList());
    }

    private static Part part(software.amazon.awssdk.services.s3.model.Part found) {
        return new Part(
                found.partNumber(),
                found.size(),
                found.eTag(),
                Optional.ofNullable(found.checksumSHA256()).map(Sha256::fromBase64));
    }

    Written complete(Multipart upload, List<Part> parts) {
        List<CompletedPart> completed =
                parts.stream().map(S3Multipart::completed).toList();
        return S3Failures.ifAbsent(() -> s3.completeMultipartUpload(request -> request.bucket(bucket)
                        .key(upload.key())
                        .uploadId(upload.uploadId())
                        .ifNoneMatch(ABSENT)
                        .multipartUpload(made -> made.parts(completed))))
                .map(_ -> Written.NOW)
                .orElse(Written.BEFORE);
    }

    private static CompletedPart completed(Part part) {
        CompletedPart.Builder completed =
                CompletedPart.builder().partNumber(part.number()).eTag(part.etag());
        part.sha256().map(Sha256::base64).ifPresent(completed::checksumSHA256);
        return completed.build();
    }

    void abort(Multipart upload) {
        S3Failures.ifPresent(() -> s3.abortMultipartUpload(
                request -> request.bucket(bucket).key(upload.key()).uploadId(upload.uploadId())));
    }

    List<Multipart> unfinished(String prefix) {
        return S3Failures.translated(() ->
                s3
                        .listMultipartUploadsPaginator(
                                request -> request.bucket(bucket).prefix(prefix))
                        .uploads()
                        .stream()
                        .map(found -> new Multipart(found.key(), found.uploadId()))
                        .toList());
    }
}
