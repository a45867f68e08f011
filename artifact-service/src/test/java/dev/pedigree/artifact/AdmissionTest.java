package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.fault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.chassis.identity.ServiceToken;
import dev.pedigree.v1.ErrorReason;
import io.grpc.ManagedChannel;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AdmissionTest {
    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = ArtifactExtension.usual();

    @AutoClose("shutdownNow")
    private final ManagedChannel lineage = ARTIFACTS.channelOf(ArtifactExtension.LINEAGE);

    @AutoClose("shutdownNow")
    private final ManagedChannel impostor = ARTIFACTS.channelOf(new ServiceToken("gateway", "guessed"));

    @Test
    void noOtherServiceThanTheGatewayIsAdmitted() {
        assertRefused(lineage, ErrorReason.ERROR_REASON_CALLER_NOT_ADMITTED);
    }

    @Test
    void nobodyIsTheGatewayWithoutItsSecret() {
        assertRefused(impostor, ErrorReason.ERROR_REASON_CREDENTIAL_INVALID);
    }

    private static void assertRefused(ManagedChannel channel, ErrorReason reason) {
        Client client = new Client(channel, "any");
        String digest = digestOf(RandomBytes.of(1)).toString();

        assertThat(fault(() -> client.missing(RandomBytes.of(32))).reason()).isEqualTo(reason);
        assertThat(fault(() -> client.upload(RandomBytes.of(10))).reason()).isEqualTo(reason);
        assertThat(fault(() -> client.hold(digest, false)).reason()).isEqualTo(reason);
    }
}
