package dev.pedigree.bench.labels;

import dev.pedigree.standalone.Mesh;
import dev.pedigree.standalone.ServiceKind;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// How much lies in the S3 server, as it tells itself.
final class StoredBytes implements AutoCloseable {
    private final S3Client s3;
    private final String bucket;

    private StoredBytes(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    static StoredBytes of(Mesh mesh) {
        Map<String, String> settings = mesh.settings(ServiceKind.ARTIFACT);
        S3Client client = S3Client.builder()
                .endpointOverride(URI.create(settings.get("PEDIGREE_S3_ENDPOINT")))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        settings.get("PEDIGREE_S3_ACCESS_KEY"), settings.get("PEDIGREE_S3_SECRET_KEY"))))
                .forcePathStyle(true)
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
        return new StoredBytes(client, settings.get("PEDIGREE_S3_BUCKET"));
    }

    /// Of one project.
    long below(String project) {
        return s3.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(project + "/")).contents().stream()
                .mapToLong(S3Object::size)
                .sum();
    }

    @Override
    public void close() {
        s3.close();
    }
}
