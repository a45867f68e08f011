package dev.pedigree.registry;

import static dev.pedigree.registry.testing.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.pedigree.chassis.fault.Denied;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.chassis.fault.Unauthenticated;
import dev.pedigree.mesh.v1.RegistryReaderGrpc;
import dev.pedigree.mesh.v1.RegistryWriterGrpc;
import dev.pedigree.registry.testing.RegistryRig;
import dev.pedigree.v1.CreateProjectRequest;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetProjectRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class AdmissionTest {
    private static final CreateProjectRequest CREATE =
            CreateProjectRequest.newBuilder().setProjectId("mine").build();
    private static final GetProjectRequest GET =
            GetProjectRequest.newBuilder().setName("projects/missing").build();

    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    @Test
    void onlyTheGatewayWrites() {
        refused(
                Denied.class,
                ErrorReason.ERROR_REASON_CALLER_NOT_ADMITTED,
                () -> RegistryWriterGrpc.newBlockingStub(RIG.lineage()).createProject(CREATE));
        assertThatCode(() -> RIG.writer().createProject(CREATE)).doesNotThrowAnyException();
    }

    @Test
    void otherServicesRead() {
        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_PROJECT_NOT_FOUND,
                () -> RegistryReaderGrpc.newBlockingStub(RIG.lineage()).getProject(GET));
    }

    @Test
    void whoeverShowsNoTokenIsTurnedAway() {
        refused(
                Unauthenticated.class,
                ErrorReason.ERROR_REASON_CREDENTIAL_INVALID,
                () -> RegistryWriterGrpc.newBlockingStub(RIG.stranger()).createProject(CREATE));
        refused(
                Unauthenticated.class,
                ErrorReason.ERROR_REASON_CREDENTIAL_INVALID,
                () -> RegistryReaderGrpc.newBlockingStub(RIG.stranger()).getProject(GET));
    }
}
