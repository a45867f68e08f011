package dev.pedigree.registry.record;

import dev.pedigree.mesh.v1.Edge;
import dev.pedigree.mesh.v1.Node;
import dev.pedigree.v1.DatasetRecord;
import dev.pedigree.v1.Input;
import dev.pedigree.v1.Kind;
import dev.pedigree.v1.LineageKind;
import dev.pedigree.v1.Role;
import dev.pedigree.v1.Pipeline;
import dev.pedigree.v1.PipelineFact;
import dev.pedigree.v1.Relation;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionFact;

/// A version as a node of the lineage graph: the same after every change of it but for the state.
final class VersionNode {
    private VersionNode() {}

    static Node of(Version version) {
        Node.Builder node = Node.newBuilder().setKind(kind(version.getKind())).setState(version.getState());
        version.getInputsList().forEach(input -> node.addEdges(edge(input)));
        if (version.getRecord().hasDataset()) {
            describe(version.getRecord().getDataset(), node);
        }
        return node.build();
    }

    private static LineageKind kind(Kind kind) {
        return switch (kind) {
            case KIND_DATASET -> LineageKind.LINEAGE_KIND_DATASET_VERSION;
            case KIND_MODEL -> LineageKind.LINEAGE_KIND_MODEL_VERSION;
            case KIND_LABEL_SCHEMA -> LineageKind.LINEAGE_KIND_LABEL_SCHEMA_VERSION;
            case KIND_UNSPECIFIED, UNRECOGNIZED -> LineageKind.LINEAGE_KIND_UNSPECIFIED;
        };
    }

    private static Edge edge(Input input) {
        return Edge.newBuilder()
                .setRelation(relation(input.getRole()))
                .setTo(input.getVersion())
                .build();
    }

    private static Relation relation(Role role) {
        return switch (role) {
            case ROLE_TRAINING -> Relation.RELATION_TRAINING;
            case ROLE_VALIDATION -> Relation.RELATION_VALIDATION;
            case ROLE_TEST -> Relation.RELATION_TEST;
            case ROLE_BASE_MODEL -> Relation.RELATION_BASE_MODEL;
            case ROLE_SOURCE -> Relation.RELATION_SOURCE;
            case ROLE_PARENT -> Relation.RELATION_PARENT;
            case ROLE_LABEL_SCHEMA -> Relation.RELATION_LABEL_SCHEMA;
            case ROLE_UNSPECIFIED, UNRECOGNIZED -> Relation.RELATION_UNSPECIFIED;
        };
    }

    /// What LINEAGE_COMPLETE asks of a dataset version; `not_applicable` is an answer.
    private static void describe(DatasetRecord record, Node.Builder node) {
        if (record.getLabelSchema().getFactCase() == VersionFact.FactCase.NOT_STATED) {
            node.addMissing("label_schema");
        }
        if (record.getPreprocessing().getFactCase() == PipelineFact.FactCase.NOT_STATED) {
            node.addMissing("preprocessing");
        }
        if (record.getPreprocessing().hasValue()) {
            node.setPipeline(spell(record.getPreprocessing().getValue()));
        }
    }

    private static String spell(Pipeline pipeline) {
        return pipeline.getName() + "@" + pipeline.getCommit();
    }
}
