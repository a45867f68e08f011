package dev.pedigree.testkit;

import dev.pedigree.chassis.settings.S3Settings;
import org.junit.jupiter.api.extension.RegisterExtension;

final class EmbeddedObjectStoreTest extends ObjectStoreContract {
    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @Override
    S3Settings place() {
        return S3Settings.of(S3.endpoint(), S3.bucket(), S3.accessKey(), S3.secretKey());
    }
}
