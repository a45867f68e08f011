package dev.pedigree.testkit;

import dev.pedigree.chassis.settings.S3Settings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

@RequiresDocker
final class LocalStackObjectStoreIT extends ObjectStoreContract {
    private static final String BUCKET = "pedigree";

    /// Of the 3.x line: newer images ask for an account.
    private static final LocalStackContainer LOCALSTACK =
            new LocalStackContainer(DockerImageName.parse("localstack/localstack:3.8.1")).withServices("s3");

    @BeforeAll
    static void start() throws Exception {
        LOCALSTACK.start();
        LOCALSTACK.execInContainer("awslocal", "s3", "mb", "s3://" + BUCKET);
    }

    @AfterAll
    static void stop() {
        LOCALSTACK.stop();
    }

    @Override
    S3Settings place() {
        return S3Settings.of(LOCALSTACK.getEndpoint(), BUCKET, LOCALSTACK.getAccessKey(), LOCALSTACK.getSecretKey());
    }
}
