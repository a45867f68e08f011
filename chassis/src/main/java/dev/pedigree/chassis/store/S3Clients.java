package dev.pedigree.chassis.store;

import dev.pedigree.chassis.settings.S3Settings;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// The SDK's client, with everything it would decide by itself decided here.
final class S3Clients {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration WAIT_FOR_A_CONNECTION = Duration.ofSeconds(5);

    /// A store that takes or gives less than this of one body in a second is as good as down.
    private static final long LEAST_BYTES_PER_SECOND = 1 << 20;

    private S3Clients() {}

    /// How long a call may take that carries `bytes`.
    static Duration limit(S3Settings settings, long bytes) {
        return settings.timeout().plusSeconds(bytes / LEAST_BYTES_PER_SECOND);
    }

    static S3Client open(S3Settings settings) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())))
                .forcePathStyle(settings.pathStyle())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
                .overrideConfiguration(override ->
                        override.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(settings.timeout()))
                .putAuthScheme(new PayloadOnceScheme())
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(settings.connections())
                        .connectionTimeout(CONNECT)
                        .connectionAcquisitionTimeout(WAIT_FOR_A_CONNECTION)
                        .socketTimeout(settings.timeout())
                        .tcpKeepAlive(true));
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }
}
