package dev.pedigree.lineage;

import static dev.pedigree.lineage.Sketch.modelName;

import dev.pedigree.mesh.v1.GetTrainingLineageRequest;
import dev.pedigree.mesh.v1.LineageFactsGrpc;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetAncestryRequest;
import dev.pedigree.v1.LineageServiceGrpc;
import io.grpc.Status.Code;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final Rig rig = new Rig();
    private final GetAncestryRequest ancestry =
            GetAncestryRequest.newBuilder().setName(modelName(1)).build();
    private final GetTrainingLineageRequest training =
            GetTrainingLineageRequest.newBuilder().setVersion(modelName(1)).build();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aServiceThatIsNotListedIsNotAdmitted() {
        Refusals.assertRefused(
                Code.PERMISSION_DENIED,
                ErrorReason.ERROR_REASON_CALLER_NOT_ADMITTED,
                () -> LineageServiceGrpc.newBlockingStub(rig.asStranger()).getAncestry(ancestry));
        Refusals.assertRefused(
                Code.PERMISSION_DENIED,
                ErrorReason.ERROR_REASON_CALLER_NOT_ADMITTED,
                () -> LineageFactsGrpc.newBlockingStub(rig.asStranger()).getTrainingLineage(training));
    }

    @Test
    void whoeverShowsNoTokenIsNobody() {
        Refusals.assertRefused(
                Code.UNAUTHENTICATED,
                ErrorReason.ERROR_REASON_CREDENTIAL_INVALID,
                () -> LineageServiceGrpc.newBlockingStub(rig.asNobody()).getAncestry(ancestry));
    }
}
