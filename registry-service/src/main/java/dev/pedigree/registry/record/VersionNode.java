package dev.pedigree.registry.record;

import dev.pedigree.lifecycle.name.AssetName;
import dev.pedigree.mesh.v1.Edge;
import dev.pedigree.mesh.v1.Node;
import dev.pedigree.v1.DatasetRecord;
import dev.pedigree.v1.Pipeline;
import dev.pedigree.v1.PipelineFact;
import dev.pedigree.v1.Relation;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionFact;
import dev.pedigree.v1.VersionRecord;

/// A version as a node of the lineage graph: the same after every change of it but for the state.
final class VersionNode {
    private VersionNode() {}

    static Node of(AssetName asset, VersionRecord record, Version.State state) {
        Node.Builder node =
                Node.newBuilder().setKind(RecordKind.toLineage(asset.kind())).setState(state);
        Inputs.ofStored(asset, record).forEach(input -> node.addEdges(edge(input)));
        if (record.hasDataset()) {
            describe(record.getDataset(), node);
        }
        return node.build();
    }

    private static Edge edge(InputVersion input) {
        return Edge.newBuilder()
                .setRelation(Relation.valueOf("RELATION_" + input.relation()))
                .setTo(input.version().toString())
                .build();
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
