package dev.pedigree.label.rpc;

import dev.pedigree.label.query.Doubt;
import dev.pedigree.label.query.WhoLearned;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.mesh.v1.LedgerDataset;
import dev.pedigree.v1.HoldingDataset;
import dev.pedigree.v1.LabelInDoubt;
import dev.pedigree.v1.WhoLearnedRequest;
import dev.pedigree.v1.WhoLearnedResponse;
import java.util.Map;
import java.util.Optional;

/// Labels in doubt, and who learned from them, as the API says it.
final class LearnedCodec {
    private LearnedCodec() {}

    static Doubt doubt(WhoLearnedRequest request) {
        LabelInDoubt label = request.getLabel();
        return request.hasCorrected()
                ? new Doubt.Corrected()
                : new Doubt.One(
                        label.getSample(),
                        label.hasObject() ? Optional.of(label.getObject()) : Optional.empty(),
                        label.hasAnnotator() ? Optional.of(label.getAnnotator()) : Optional.empty(),
                        Optional.of(label.getClassId()).filter(id -> !id.isEmpty()));
    }

    static WhoLearnedResponse toWire(WhoLearned.Answer answer) {
        return WhoLearnedResponse.newBuilder()
                .addAllDatasets(answer.impact().getDatasetsList().stream()
                        .map(dataset -> toWire(dataset, answer.labels()))
                        .toList())
                .addAllModels(answer.impact().getModelsList())
                .setTruncated(answer.impact().getTruncated())
                .build();
    }

    private static HoldingDataset toWire(LedgerDataset dataset, Map<Digest, Long> labels) {
        HoldingDataset.Builder wire = HoldingDataset.newBuilder()
                .setDatasetVersion(dataset.getDatasetVersion())
                .setMadeFrom(dataset.getMadeFrom())
                .addAllModels(dataset.getModelsList());
        if (!dataset.getLedger().isEmpty()) {
            Digest ledger = Digest.of(dataset.getLedger().toByteArray());
            wire.setLedger(ledger.toString()).setLabels(labels.get(ledger));
        }
        return wire.build();
    }
}
