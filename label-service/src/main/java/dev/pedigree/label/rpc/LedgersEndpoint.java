package dev.pedigree.label.rpc;

import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.chassis.rpc.Unary;
import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.ledger.LedgerName;
import dev.pedigree.label.ledger.LedgerStore;
import dev.pedigree.label.ledger.LedgerStore.Counted;
import dev.pedigree.label.upstream.ArtifactClient;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.mesh.v1.HoldLedgerRequest;
import dev.pedigree.mesh.v1.LabelLedgersGrpc;
import dev.pedigree.mesh.v1.LedgerEvidence;
import dev.pedigree.v1.ErrorReason;
import io.grpc.ServerServiceDefinition;
import java.util.List;
import java.util.stream.Stream;

/// `pedigree.mesh.v1.LabelLedgers`.
public final class LedgersEndpoint {
    private final LedgerStore ledgers;
    private final ArtifactClient artifacts;

    public LedgersEndpoint(LedgerStore ledgers, ArtifactClient artifacts) {
        this.ledgers = ledgers;
        this.artifacts = artifacts;
    }

    public ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(LabelLedgersGrpc.getServiceDescriptor())
                .addMethod(LabelLedgersGrpc.getHoldLedgerMethod(), Unary.of(this::hold))
                .build();
    }

    private LedgerEvidence hold(HoldLedgerRequest request) {
        LedgerName name = new LedgerName(ProjectName.parse(request.getParent()), Digest.parse(request.getDigest()));
        requireFiles(ledgers.get(name).ledger());
        Counted held = ledgers.hold(name);
        return LedgerEvidence.newBuilder()
                .setLedger(LedgerCodec.toWire(ledgers, held))
                .setExpireTime(LedgerCodec.toWire(held.ledger().leasedUntil()))
                .build();
    }

    private void requireFiles(Ledger ledger) {
        List<Digest> files = Stream.concat(
                        ledger.changeFile().stream(),
                        ledgers.layout(ledger).stream()
                                .flatMap(segment -> segment.files().stream())
                                .map(file -> file.digest()))
                .toList();
        if (!artifacts.missing(ledger.name().project(), files).isEmpty()) {
            throw new Refused(
                    ErrorReason.ERROR_REASON_ARTIFACT_MISSING,
                    List.of(new Violation(
                            "ARTIFACT_MISSING",
                            ledger.name().toString(),
                            "files of the ledger are gone: prepare it again")));
        }
    }
}
