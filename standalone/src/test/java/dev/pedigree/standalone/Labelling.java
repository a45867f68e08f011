package dev.pedigree.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.testkit.Records;
import dev.pedigree.v1.ComputedStatistics;
import dev.pedigree.v1.CorrectiveChange;
import dev.pedigree.v1.CorrectiveLabels;
import dev.pedigree.v1.DatasetChange;
import dev.pedigree.v1.InitialLabels;
import dev.pedigree.v1.LabelFileFormat;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.LabelLedgerReference;
import dev.pedigree.v1.LabelRefusal;
import dev.pedigree.v1.LabelStatisticsFact;
import dev.pedigree.v1.PrepareLabelsRequest;
import dev.pedigree.v1.PrepareLabelsResponse;
import dev.pedigree.v1.VersionRecord;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A user of a mesh who keeps labels in ledgers.
record Labelling(MeshClient client) {
    LabelLedger initial(String schema, String csv) {
        return prepare(request(schema, csv).setInitial(InitialLabels.getDefaultInstance()));
    }

    LabelLedger corrective(LabelLedger parent, String csv) {
        return prepare(request(parent.getLabelSchema(), csv)
                .setParentLedger(parent.getDigest())
                .setCorrective(CorrectiveLabels.getDefaultInstance()));
    }

    PrepareLabelsRequest.Builder request(String schema, String csv) {
        return PrepareLabelsRequest.newBuilder()
                .setParent(client.project())
                .setLabelSchema(schema)
                .setChangeFile(
                        "sha256:" + HexFormat.of().formatHex(client.upload(csv).toByteArray()))
                .setFormat(LabelFileFormat.LABEL_FILE_FORMAT_CSV);
    }

    LabelLedger prepare(PrepareLabelsRequest.Builder request) {
        PrepareLabelsResponse last = last(request);
        assertThat(last.hasLedger()).as(last.toString()).isTrue();
        return last.getLedger();
    }

    LabelRefusal refusal(PrepareLabelsRequest.Builder request) {
        return last(request).getRefusal();
    }

    private PrepareLabelsResponse last(PrepareLabelsRequest.Builder request) {
        List<PrepareLabelsResponse> steps = new ArrayList<>();
        client.labels().prepareLabels(request.build()).forEachRemaining(steps::add);
        return steps.getLast();
    }

    /// A first dataset version with these labels.
    VersionRecord.Builder record(LabelLedger ledger) {
        VersionRecord.Builder record = Records.dataset(
                ledger.getLabelSchema(), client.manifest("samples").getDigest());
        record.getDatasetBuilder()
                .setLabelStatistics(
                        LabelStatisticsFact.newBuilder().setComputed(ComputedStatistics.getDefaultInstance()))
                .setLabelLedger(LabelLedgerReference.newBuilder()
                        .setDigest(ledger.getDigest())
                        .setChangeFile(ledger.getChangeFile()));
        return record;
    }

    static DatasetChange corrective(int samples) {
        return DatasetChange.newBuilder()
                .setCorrective(CorrectiveChange.newBuilder()
                        .setCorrectedSamples(samples)
                        .setCorrector("eve")
                        .setReason("blurred images"))
                .build();
    }
}
