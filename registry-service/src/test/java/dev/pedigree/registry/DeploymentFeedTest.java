package dev.pedigree.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.pedigree.mesh.v1.Change;
import dev.pedigree.mesh.v1.Edge;
import dev.pedigree.registry.testing.RegistryRig;
import dev.pedigree.registry.testing.Scene;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.Deployment;
import dev.pedigree.v1.Evaluation;
import dev.pedigree.v1.LineageKind;
import dev.pedigree.v1.Relation;
import dev.pedigree.v1.Version;
import io.grpc.StatusException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What readers of the feed learn of deploying and retiring.
final class DeploymentFeedTest {
    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    private Scene scene;

    @BeforeEach
    void prepare() throws StatusException {
        scene = new Scene(RIG);
        scene.policy();
    }

    @Test
    void aDeploymentSaysWhatItRunsAndWhatItReplaced() throws StatusException {
        Deployment first = scene.deploy(scene.deployable());
        Deployment second = scene.deploy(scene.deployable());

        Change change = changes(second.getName()).getFirst();
        assertThat(change.getVerb()).isEqualTo("DeployVersion");
        assertThat(change.getActor()).isEqualTo("ann");
        assertThat(change.getTime()).isEqualTo(second.getStartTime());
        assertThat(change.getDigestsList()).containsExactly(Records.DIGEST);
        assertThat(change.getRecordDigest()).startsWith("sha256:");
        assertThat(change.getNode().getKind()).isEqualTo(LineageKind.LINEAGE_KIND_DEPLOYMENT);
        assertThat(change.getNode().getStartTime()).isEqualTo(second.getStartTime());
        assertThat(change.getNode().hasEndTime()).isFalse();
        assertThat(change.getNode().getEdgesList())
                .containsExactly(
                        edge(Relation.RELATION_DEPLOYS, second.getVersion()),
                        edge(Relation.RELATION_REPLACES, first.getName()));
    }

    @Test
    void theEndOfADeploymentIsItsSecondRevisionWithAllItsEdges() throws StatusException {
        Deployment first = scene.deploy(scene.deployable());
        Deployment second = scene.deploy(scene.deployable());
        Deployment ended = scene.end(second);

        List<Change> changes = changes(second.getName());
        assertThat(changes).extracting(Change::getRevision).containsExactly(1L, 2L);
        assertThat(changes.getLast().getNode().getEndTime()).isEqualTo(ended.getEndTime());
        assertThat(changes.getLast().getNode().getEdgesList())
                .isEqualTo(changes.getFirst().getNode().getEdgesList());
        assertThat(changes(first.getName()).getLast().getNode().getEndTime()).isEqualTo(second.getStartTime());
        assertThat(changes(scene.environment())).extracting(Change::getRevision).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void anEvaluationSaysWhatItMeasuredOnWhat() throws StatusException {
        Evaluation evaluation = scene.evaluate(scene.newModel(scene.dataset), 0.9);

        Change change = changes(evaluation.getName()).getFirst();
        assertThat(change.getNode().getKind()).isEqualTo(LineageKind.LINEAGE_KIND_EVALUATION);
        assertThat(change.getNode().getEdgesList())
                .containsExactly(
                        edge(
                                Relation.RELATION_EVALUATES,
                                evaluation
                                        .getName()
                                        .substring(0, evaluation.getName().indexOf("/evaluations/"))),
                        edge(Relation.RELATION_MEASURED_ON, scene.dataset));
    }

    @Test
    void aStepOfAVersionCarriesItsStateAndAllItsEdges() throws StatusException {
        String dataset = scene.newDataset("old");
        scene.deprecate(dataset);
        scene.retire(dataset);

        List<Change> changes = changes(dataset);
        assertThat(changes)
                .extracting(Change::getVerb)
                .containsExactly("CreateVersion", "DeprecateVersion", "RetireVersion");
        assertThat(changes)
                .extracting(change -> change.getNode().getState())
                .containsExactly(
                        Version.State.STATE_REGISTERED, Version.State.STATE_DEPRECATED, Version.State.STATE_RETIRED);
        assertThat(changes.getLast().getNode().getEdgesList())
                .containsExactly(edge(Relation.RELATION_LABEL_SCHEMA, scene.schema));
    }

    private static Edge edge(Relation relation, String to) {
        return Edge.newBuilder().setRelation(relation).setTo(to).build();
    }

    /// In the order of revisions.
    private static List<Change> changes(String subject) {
        return RIG.database()
                .read(sql -> sql.fetch("select payload from change where subject = ? order by revision", subject)
                        .map(row -> parse(row.get(0, byte[].class))));
    }

    private static Change parse(byte[] payload) {
        try {
            return Change.parseFrom(payload);
        } catch (InvalidProtocolBufferException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
