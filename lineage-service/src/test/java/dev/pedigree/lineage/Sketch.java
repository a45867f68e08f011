package dev.pedigree.lineage;

import com.google.protobuf.util.Timestamps;
import dev.pedigree.mesh.v1.Change;
import dev.pedigree.mesh.v1.Edge;
import dev.pedigree.mesh.v1.Node;
import dev.pedigree.v1.LineageKind;
import dev.pedigree.v1.Relation;
import dev.pedigree.v1.Version.State;
import java.util.List;

/// A change of the feed in the making: `Sketch.model(2).training(dataset(1))`.
public final class Sketch {
    private final String name;
    private final Node.Builder node;
    private long revision = 1;

    private Sketch(String name, LineageKind kind) {
        this.name = name;
        this.node = Node.newBuilder().setKind(kind);
    }

    public static Sketch dataset(int number) {
        return new Sketch(datasetName(number), LineageKind.LINEAGE_KIND_DATASET_VERSION)
                .state(State.STATE_REGISTERED)
                .pipeline("clean@abc");
    }

    public static Sketch model(int number) {
        return new Sketch(modelName(number), LineageKind.LINEAGE_KIND_MODEL_VERSION).state(State.STATE_REGISTERED);
    }

    public static Sketch schema(int number) {
        return new Sketch(schemaName(number), LineageKind.LINEAGE_KIND_LABEL_SCHEMA_VERSION)
                .state(State.STATE_REGISTERED);
    }

    public static Sketch evaluation(int number, int model, int dataset) {
        return new Sketch(evaluationName(number), LineageKind.LINEAGE_KIND_EVALUATION)
                .to(Relation.RELATION_EVALUATES, modelName(model))
                .to(Relation.RELATION_MEASURED_ON, datasetName(dataset));
    }

    /// Begun at second `number` of the epoch.
    public static Sketch deployment(int number, int model) {
        Sketch deployment = new Sketch(deploymentName(number), LineageKind.LINEAGE_KIND_DEPLOYMENT)
                .to(Relation.RELATION_DEPLOYS, modelName(model));
        deployment.node.setStartTime(Timestamps.fromSeconds(number));
        return deployment;
    }

    public static String datasetName(int number) {
        return "projects/p/datasets/d/versions/" + number;
    }

    public static String modelName(int number) {
        return "projects/p/models/m/versions/" + number;
    }

    public static String schemaName(int number) {
        return "projects/p/labelSchemas/s/versions/" + number;
    }

    public static String evaluationName(int number) {
        return "projects/p/models/m/versions/1/evaluations/" + number;
    }

    public static String deploymentName(int number) {
        return "projects/p/models/m/environments/production/deployments/" + number;
    }

    public Sketch training(int dataset) {
        return to(Relation.RELATION_TRAINING, datasetName(dataset));
    }

    public Sketch validation(int dataset) {
        return to(Relation.RELATION_VALIDATION, datasetName(dataset));
    }

    public Sketch base(int model) {
        return to(Relation.RELATION_BASE_MODEL, modelName(model));
    }

    public Sketch source(int dataset) {
        return to(Relation.RELATION_SOURCE, datasetName(dataset));
    }

    public Sketch labelledBy(int schema) {
        return to(Relation.RELATION_LABEL_SCHEMA, schemaName(schema));
    }

    public Sketch parent(String version) {
        return to(Relation.RELATION_PARENT, version);
    }

    public Sketch replaces(int deployment) {
        return to(Relation.RELATION_REPLACES, deploymentName(deployment));
    }

    public Sketch to(Relation relation, String other) {
        node.addEdges(Edge.newBuilder().setRelation(relation).setTo(other));
        return this;
    }

    public Sketch state(State state) {
        node.setState(state);
        return this;
    }

    public Sketch pipeline(String pipeline) {
        node.setPipeline(pipeline);
        return this;
    }

    public Sketch missing(String... missing) {
        node.addAllMissing(List.of(missing));
        return this;
    }

    public Sketch ended(int second) {
        node.setEndTime(Timestamps.fromSeconds(second));
        return this;
    }

    public Sketch revision(long number) {
        revision = number;
        return this;
    }

    public String name() {
        return name;
    }

    public Change change() {
        return Change.newBuilder()
                .setSubject(name)
                .setRevision(revision)
                .setTime(Timestamps.now())
                .setNode(node)
                .build();
    }
}
