package dev.pedigree.lineage.query;

import dev.pedigree.lineage.graph.Direction;
import dev.pedigree.lineage.graph.Facts;
import dev.pedigree.lineage.graph.Graph;
import dev.pedigree.lineage.graph.Walk;
import dev.pedigree.mesh.v1.LineageEvidence;
import dev.pedigree.v1.LineageKind;
import dev.pedigree.v1.Relation;
import dev.pedigree.v1.TrainingLineage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Answers GetTrainingLineage: everything a version learned from, up to the roots, and what is not stated on the way.
///
/// Nothing is left out for its number: evidence is whole or it is none.
public final class Learning {
    private static final String RECORD = "record";
    private static final Selection FOLLOWED = Selection.of(
            Relation.RELATION_TRAINING_VALUE,
            Relation.RELATION_BASE_MODEL_VALUE,
            Relation.RELATION_SOURCE_VALUE,
            Relation.RELATION_LABEL_SCHEMA_VALUE);

    private final Graph graph;
    private final LineageEvidence.Builder evidence = LineageEvidence.newBuilder();
    private final TrainingLineage.Builder lineage = evidence.getTrainingLineageBuilder();

    public Learning(Graph graph) {
        this.graph = graph;
    }

    public LineageEvidence.Builder of(int start) throws InterruptedException {
        List<Integer> upstream = new ArrayList<>();
        Walk walk = new Walk(graph, start, Direction.UPSTREAM, (relation, _) -> FOLLOWED.has(relation));
        while (walk.advance()) {
            walk.forEachOfLevel(upstream::add);
        }
        upstream.sort(Comparator.comparing(graph::name));
        addGaps(start);
        upstream.forEach(this::add);
        return evidence;
    }

    private void add(int node) {
        String name = graph.name(node);
        Facts facts = graph.facts(node);
        if (facts.is(LineageKind.LINEAGE_KIND_DATASET_VERSION)) {
            lineage.addDatasetVersions(name);
            if (!facts.pipeline().isEmpty()) {
                lineage.addPipelinesBuilder().setDatasetVersion(name).setPipeline(facts.pipeline());
            }
        } else if (facts.is(LineageKind.LINEAGE_KIND_LABEL_SCHEMA_VERSION)) {
            lineage.addLabelSchemaVersions(name);
        } else if (facts.is(LineageKind.LINEAGE_KIND_MODEL_VERSION)) {
            lineage.addBaseModelVersions(name);
        }
        addGaps(node);
    }

    /// What the record of a version does not state; of a version whose record has not come, the record.
    private void addGaps(int node) {
        Facts facts = graph.facts(node);
        List<String> missing = facts.known() ? facts.missing() : List.of(RECORD);
        missing.forEach(
                each -> evidence.addGapsBuilder().setVersion(graph.name(node)).setMissing(each));
    }
}
