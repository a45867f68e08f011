package dev.pedigree.gateway.testing;

import dev.pedigree.mesh.v1.GetTrainingLineageRequest;
import dev.pedigree.mesh.v1.LineageEvidence;
import dev.pedigree.mesh.v1.LineageFactsGrpc;
import dev.pedigree.mesh.v1.LineageGap;
import dev.pedigree.v1.GetImpactRequest;
import dev.pedigree.v1.Impact;
import dev.pedigree.v1.LineageServiceGrpc;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A lineage-service that knows everything, unless a test names gaps or makes it silent.
public final class FakeLineage {
    public final List<GetTrainingLineageRequest> asked = new CopyOnWriteArrayList<>();
    public final List<LineageGap> gaps = new CopyOnWriteArrayList<>();

    private volatile boolean silent;

    /// It takes calls and never answers them.
    public void fallSilent() {
        silent = true;
    }

    List<ServerServiceDefinition> services() {
        return List.of(new Facts().bindService(), new Service().bindService());
    }

    private final class Facts extends LineageFactsGrpc.LineageFactsImplBase {
        @Override
        public void getTrainingLineage(GetTrainingLineageRequest request, StreamObserver<LineageEvidence> replies) {
            asked.add(request);
            if (!silent) {
                Answers.answer(
                        replies,
                        LineageEvidence.newBuilder()
                                .addAllGaps(gaps)
                                .setConsistencyToken("lineage-token")
                                .build());
            }
        }
    }

    private static final class Service extends LineageServiceGrpc.LineageServiceImplBase {
        @Override
        public void getImpact(GetImpactRequest request, StreamObserver<Impact> replies) {
            Answers.answer(
                    replies, Impact.newBuilder().setConsistencyToken("fresh").build());
        }
    }
}
