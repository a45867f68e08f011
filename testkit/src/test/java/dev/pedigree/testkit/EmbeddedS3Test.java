package dev.pedigree.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class EmbeddedS3Test {

    @Test
    void objects_and_keys_survive_a_restart(@TempDir Path folder) {
        try (EmbeddedS3 s3 = EmbeddedS3.in(folder, 0);
                S3Client client = client(s3, s3.secretKey())) {
            s3.createBucket("pedigree");
            client.putObject(put -> put.bucket("pedigree").key("a/b"), RequestBody.fromString("bytes"));
        }
        try (EmbeddedS3 s3 = EmbeddedS3.in(folder, 0);
                S3Client client = client(s3, s3.secretKey())) {
            s3.createBucket("pedigree");
            assertThat(client.getObjectAsBytes(get -> get.bucket("pedigree").key("a/b"))
                            .asUtf8String())
                    .isEqualTo("bytes");
        }
    }

    @Test
    void an_object_is_written_once_when_asked_so(@TempDir Path folder) {
        try (EmbeddedS3 s3 = EmbeddedS3.in(folder, 0);
                S3Client client = client(s3, s3.secretKey())) {
            s3.createBucket("pedigree");
            putOnce(client, "first");

            assertThatThrownBy(() -> putOnce(client, "second"))
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
        }
    }

    @Test
    void a_wrong_key_opens_nothing(@TempDir Path folder) {
        try (EmbeddedS3 s3 = EmbeddedS3.in(folder, 0);
                S3Client client = client(s3, "wrong")) {
            s3.createBucket("pedigree");

            assertThatThrownBy(() -> putOnce(client, "x"))
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        }
    }

    private static void putOnce(S3Client client, String content) {
        client.putObject(put -> put.bucket("pedigree").key("once").ifNoneMatch("*"), RequestBody.fromString(content));
    }

    private static S3Client client(EmbeddedS3 s3, String secretKey) {
        return S3Client.builder()
                .endpointOverride(s3.endpoint())
                .region(Region.of(s3.region()))
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(s3.accessKey(), secretKey)))
                .build();
    }
}
