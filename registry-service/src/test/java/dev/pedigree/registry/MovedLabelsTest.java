package dev.pedigree.registry;

import static dev.pedigree.registry.testing.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.chassis.fault.FieldViolation;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.registry.testing.RegistryRig;
import dev.pedigree.registry.testing.Scene;
import dev.pedigree.registry.testing.Schemas;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.AdditiveChange;
import dev.pedigree.v1.ClassMapping;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.RecordSchemaReviewRequest;
import dev.pedigree.v1.SampleSource;
import dev.pedigree.v1.SchemaChange;
import dev.pedigree.v1.SchemaReview.Outcome;
import dev.pedigree.v1.VersionRecord;
import io.grpc.StatusException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Labels that a dataset version takes over from its parent into another version of their schema.
final class MovedLabelsTest {
    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    private Scene scene;
    private Schemas schemas;
    private String pets;

    @BeforeEach
    void prepare() throws StatusException {
        scene = new Scene(RIG);
        schemas = new Schemas(scene);
        pets = scene.dataset.substring(0, scene.dataset.indexOf("/versions/"));
    }

    @Test
    void aMappingDoesNotMakeLabelsOfARedefinedClassCurrent() throws StatusException {
        String redefined = schemas.redefine("dog");

        assertThat(stale(moved(mapping("dog", "dog"))))
                .containsExactly(new Violation(
                        "LABELS_STALE",
                        scene.dataset,
                        "its labels of class 'dog' would move along as if written after " + redefined
                                + " (class 'dog': CLASS_REDEFINED): give them anew, or have them reviewed first"));
    }

    @Test
    void whatTheMappingDoesNotMentionMovedAlong() throws StatusException {
        schemas.redefine("dog");
        VersionRecord.Builder silent = moved(mapping("dog", "dog"));
        silent.getDatasetBuilder().getChangeBuilder().getSchemaBuilder().removeMapping(1);

        assertThat(stale(silent)).hasSize(1);
    }

    @Test
    void labelsThatWereGivenAnewOrWithdrawnAreCurrent() throws StatusException {
        schemas.split();
        create(moved(mapping("dog", "dog", "pup")));

        prepare();
        schemas.redefine("dog");
        create(moved(mapping("dog")));
    }

    @Test
    void everyVersionOnTheWayCounts() throws StatusException {
        String first = schemas.redefine("dog");
        String second = schemas.redefine("dog");
        schemas.next(schema -> schema.getClassesBuilder(1).setName("Hund"));

        review(first, Outcome.OUTCOME_KEPT, "");
        assertThat(stale(moved(mapping("dog", "dog"))))
                .extracting(Violation::description)
                .singleElement()
                .asString()
                .contains(second);
        review(second, Outcome.OUTCOME_WAIVED, "");
        create(moved(mapping("dog", "dog")));
    }

    @Test
    void labelsThatWereFoundWrongDoNotMoveAlong() throws StatusException {
        String split = schemas.split();
        String better = scene.create(
                scene.asset(dev.pedigree.v1.Kind.KIND_DATASET, "better"), Records.dataset(split, Records.DIGEST));
        review(split, Outcome.OUTCOME_KEPT, "");
        review(split, Outcome.OUTCOME_RELABELLED, better);

        assertThat(stale(moved(mapping("dog", "dog")))).hasSize(1);
    }

    @Test
    void theRecordSaysInWhichSchemaTheParentIsWritten() throws StatusException {
        schemas.next(schema -> schema.getClassesBuilder(1).setName("Hund"));
        VersionRecord.Builder wrong = moved(mapping("dog", "dog"));
        wrong.getDatasetBuilder().getChangeBuilder().getSchemaBuilder().setFromLabelSchema(schemas.latest());

        assertThat(fields(wrong)).containsExactly("record.dataset.change.schema.from_label_schema");
    }

    @Test
    void noOtherChangeMovesLabels() throws StatusException {
        schemas.split();
        VersionRecord.Builder more = moved();
        more.getDatasetBuilder()
                .getChangeBuilder()
                .setAdditive(AdditiveChange.newBuilder()
                        .setAddedSamples(1)
                        .setSource(SampleSource.SAMPLE_SOURCE_COLLECTED)
                        .setSourceDescription("another walk"));

        assertThat(fields(more)).containsExactly("record.dataset.label_schema");
    }

    /// The dataset's next version, in the newest version of the schema, where cats stay cats.
    private VersionRecord.Builder moved(ClassMapping... dogs) {
        VersionRecord.Builder record =
                Records.dataset(schemas.latest(), Records.DIGEST).setParentVersion(scene.dataset);
        record.getDatasetBuilder()
                .getChangeBuilder()
                .setSchema(SchemaChange.newBuilder()
                        .setFromLabelSchema(scene.schema)
                        .addMapping(mapping("cat", "cat"))
                        .addAllMapping(List.of(dogs)));
        return record;
    }

    private static ClassMapping mapping(String from, String... to) {
        return ClassMapping.newBuilder()
                .setFromClass(from)
                .addAllToClasses(List.of(to))
                .build();
    }

    private void create(VersionRecord.Builder record) throws StatusException {
        assertThat(scene.create(pets, record)).isEqualTo(pets + "/versions/2");
    }

    private void review(String schema, Outcome outcome, String better) throws StatusException {
        scene.writer.recordSchemaReview(RecordSchemaReviewRequest.newBuilder()
                .setParent(scene.dataset)
                .setSchemaVersion(schema)
                .addClassIds("dog")
                .setOutcome(outcome)
                .setReason("looked at")
                .setRelabelledAs(better)
                .build());
    }

    private List<Violation> stale(VersionRecord.Builder record) {
        return refused(Refused.class, ErrorReason.ERROR_REASON_LABELS_STALE, () -> scene.create(pets, record))
                .violations();
    }

    private List<String> fields(VersionRecord.Builder record) {
        return refused(Invalid.class, ErrorReason.ERROR_REASON_FIELDS_INVALID, () -> scene.create(pets, record))
                .violations()
                .stream()
                .map(FieldViolation::field)
                .toList();
    }
}
