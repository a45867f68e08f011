package dev.pedigree.gateway.upstream;

import dev.pedigree.chassis.upstream.Upstream;
import dev.pedigree.mesh.v1.HoldLedgerRequest;
import dev.pedigree.mesh.v1.LabelLedgersGrpc;
import dev.pedigree.mesh.v1.LabelLedgersGrpc.LabelLedgersBlockingStub;
import dev.pedigree.mesh.v1.LedgerEvidence;

/// The label-service as the operations see it. Every method answers or throws a `Fault`.
public final class LabelClient {
    private final Upstream upstream;
    private final LabelLedgersBlockingStub ledgers;

    public LabelClient(Upstream upstream) {
        this.upstream = upstream;
        this.ledgers = LabelLedgersGrpc.newBlockingStub(upstream.channel());
    }

    /// What the ledger is, and that it stays. Errors: LEDGER_NOT_FOUND, ARTIFACT_MISSING.
    public LedgerEvidence hold(String project, String digest) {
        HoldLedgerRequest request = HoldLedgerRequest.newBuilder()
                .setParent(project)
                .setDigest(digest)
                .build();
        return upstream.call(ledgers, stub -> stub.holdLedger(request));
    }
}
