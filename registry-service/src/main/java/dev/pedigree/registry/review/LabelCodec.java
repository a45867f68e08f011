package dev.pedigree.registry.review;

import dev.pedigree.lifecycle.gate.LabelFact;
import dev.pedigree.lifecycle.gate.StaleLabels;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.mesh.v1.LabelFacts;

/// Shows what the rule book reads of labels.
public final class LabelCodec {
    private LabelCodec() {}

    public static LabelFacts render(LabelFact labels) {
        return LabelFacts.newBuilder()
                .setDatasets(labels.datasets())
                .addAllStale(labels.stale().stream().map(LabelCodec::render).toList())
                .build();
    }

    public static dev.pedigree.v1.StaleLabels render(StaleLabels stale) {
        return dev.pedigree.v1.StaleLabels.newBuilder()
                .setDatasetVersion(stale.dataset().toString())
                .setSchemaVersion(stale.schema().toString())
                .setClassId(stale.classId())
                .setChange(stale.change())
                .setRelabelledAs(stale.relabelledAs().map(VersionName::toString).orElse(""))
                .build();
    }
}
