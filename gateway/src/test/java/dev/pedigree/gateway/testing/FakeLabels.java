package dev.pedigree.gateway.testing;

import com.google.protobuf.Timestamp;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.mesh.v1.HoldLedgerRequest;
import dev.pedigree.mesh.v1.LabelLedgersGrpc;
import dev.pedigree.mesh.v1.LedgerEvidence;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.LabelServiceGrpc;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A label-service that has every ledger, unless a test says otherwise.
public final class FakeLabels {
    public final List<HoldLedgerRequest> holds = new CopyOnWriteArrayList<>();
    public final Set<String> missing = ConcurrentHashMap.newKeySet();

    List<ServerServiceDefinition> services() {
        return List.of(new Ledgers().bindService(), new LabelServiceGrpc.LabelServiceImplBase() {}.bindService());
    }

    private final class Ledgers extends LabelLedgersGrpc.LabelLedgersImplBase {
        @Override
        public void holdLedger(HoldLedgerRequest request, StreamObserver<LedgerEvidence> replies) {
            holds.add(request);
            if (missing.contains(request.getDigest())) {
                throw new NotFound(ErrorReason.ERROR_REASON_LEDGER_NOT_FOUND, "labelLedger", request.getDigest());
            }
            Answers.answer(
                    replies,
                    LedgerEvidence.newBuilder()
                            .setLedger(LabelLedger.newBuilder().setDigest(request.getDigest()))
                            .setExpireTime(Timestamp.newBuilder()
                                    .setSeconds(Instant.now()
                                            .plus(Duration.ofHours(1))
                                            .getEpochSecond()))
                            .build());
        }
    }
}
