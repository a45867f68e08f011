package dev.pedigree.registry.testing;

import com.google.protobuf.Timestamp;
import dev.pedigree.mesh.v1.LedgerEvidence;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.ComputedStatistics;
import dev.pedigree.v1.Kind;
import dev.pedigree.v1.LabelChangeKind;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.LabelLedgerReference;
import dev.pedigree.v1.LabelLedgerStatistics;
import dev.pedigree.v1.LabelStatisticsFact;
import dev.pedigree.v1.VersionList;
import dev.pedigree.v1.VersionRecord;
import dev.pedigree.v1.VersionsFact;
import io.grpc.StatusException;
import java.time.Instant;
import java.util.List;

/// Dataset versions whose labels are in a ledger.
public final class Ledgers {
    private Ledgers() {}

    /// Creates one.
    ///
    /// @param ledger digest of it
    /// @param counted what label-service says of it
    /// @param from dataset versions that it was made from
    public static String dataset(
            Scene scene, String id, String ledger, LabelLedgerStatistics.Builder counted, String... from)
            throws StatusException {
        VersionRecord.Builder record = sources(Records.dataset(scene.schema, Records.DIGEST), from);
        record.getDatasetBuilder()
                .setLabelStatistics(
                        LabelStatisticsFact.newBuilder().setComputed(ComputedStatistics.getDefaultInstance()))
                .setLabelLedger(
                        LabelLedgerReference.newBuilder().setDigest(ledger).setChangeFile(Records.DIGEST));
        return scene.writer
                .createVersion(Scene.createCommand(scene.asset(Kind.KIND_DATASET, id), record).toBuilder()
                        .setLedger(evidence(scene, ledger, counted))
                        .build())
                .getName();
    }

    /// The record of a dataset version that was made from others.
    public static VersionRecord.Builder sources(VersionRecord.Builder record, String... from) {
        if (from.length > 0) {
            record.getDatasetBuilder()
                    .setSources(VersionsFact.newBuilder()
                            .setValue(VersionList.newBuilder().addAllVersions(List.of(from))));
        }
        return record;
    }

    private static LedgerEvidence.Builder evidence(Scene scene, String digest, LabelLedgerStatistics.Builder counted) {
        return LedgerEvidence.newBuilder()
                .setLedger(LabelLedger.newBuilder()
                        .setDigest(digest)
                        .setKind(LabelChangeKind.LABEL_CHANGE_KIND_INITIAL)
                        .setLabelSchema(scene.schema)
                        .setChangeFile(Records.DIGEST)
                        .setStatistics(counted))
                .setExpireTime(Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond() + 3_600));
    }
}
