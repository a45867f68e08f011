package dev.pedigree.lineage.graph;

import com.google.protobuf.Timestamp;
import dev.pedigree.mesh.v1.Node;
import dev.pedigree.v1.LineageKind;
import java.util.List;
import java.util.Optional;

/// What is known of a node besides its edges. Kind and state are the numbers of the protocol, so that a value of
/// a newer registry passes through unharmed.
public record Facts(
        int kind,
        int state,
        Optional<Timestamp> start,
        Optional<Timestamp> end,
        String pipeline,
        List<String> missing) {
    /// Of a node that an edge points at and that has not come yet.
    static final Facts UNKNOWN = new Facts(0, 0, Optional.empty(), Optional.empty(), "", List.of());

    public Facts {
        missing = List.copyOf(missing);
    }

    static Facts of(Node node) {
        return new Facts(
                node.getKindValue(),
                node.getStateValue(),
                node.hasStartTime() ? Optional.of(node.getStartTime()) : Optional.empty(),
                node.hasEndTime() ? Optional.of(node.getEndTime()) : Optional.empty(),
                node.getPipeline(),
                node.getMissingList());
    }

    public boolean known() {
        return kind != 0;
    }

    public boolean is(LineageKind other) {
        return kind == other.getNumber();
    }

    public boolean isVersion() {
        return is(LineageKind.LINEAGE_KIND_DATASET_VERSION)
                || is(LineageKind.LINEAGE_KIND_MODEL_VERSION)
                || is(LineageKind.LINEAGE_KIND_LABEL_SCHEMA_VERSION);
    }

    /// Of a deployment: it has begun and not ended.
    public boolean live() {
        return start.isPresent() && end.isEmpty();
    }

    /// Most versions and evaluations say no more than their kind and state: they can share one object.
    boolean common() {
        return start.isEmpty() && end.isEmpty() && pipeline.isEmpty();
    }
}
