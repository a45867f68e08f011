package dev.pedigree.registry;

import static dev.pedigree.registry.testing.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pedigree.chassis.fault.Conflict;
import dev.pedigree.chassis.fault.FieldViolation;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.registry.testing.RegistryRig;
import dev.pedigree.registry.testing.Sample;
import dev.pedigree.registry.testing.Scene;
import dev.pedigree.registry.testing.Schemas;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.AddedClass;
import dev.pedigree.v1.ClassChange;
import dev.pedigree.v1.ClassChangeKind;
import dev.pedigree.v1.ClassCount;
import dev.pedigree.v1.Compatibility;
import dev.pedigree.v1.CompatibilityMode;
import dev.pedigree.v1.CreateVersionRequest;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetSchemaDiffRequest;
import dev.pedigree.v1.GetSchemaImpactRequest;
import dev.pedigree.v1.GetVersionRequest;
import dev.pedigree.v1.Kind;
import dev.pedigree.v1.LabelSchemaRecord;
import dev.pedigree.v1.SchemaDiff;
import dev.pedigree.v1.SchemaImpact;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionRecord;
import io.grpc.StatusException;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a label schema may become, and how its changes are told.
final class LabelSchemaTest {
    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    /// As many as the record allows.
    private static final int CLASSES = 20_000;

    private Scene scene;
    private String asset;

    @BeforeEach
    void prepare() throws StatusException {
        scene = new Scene(RIG);
        asset = scene.schema.substring(0, scene.schema.indexOf("/versions/"));
    }

    @Test
    void theReplyShowsWhatTheVersionChangesWithVerdictsAndReasons() throws StatusException {
        Version second = next(schema -> {
            Schemas.addPup(schema);
            schema.getClassesBuilder(0).setName("Katze");
        });

        assertThat(second.getSchemaDiff())
                .isEqualTo(SchemaDiff.newBuilder()
                        .setFrom(scene.schema)
                        .setTo(second.getName())
                        .setMode(CompatibilityMode.COMPATIBILITY_MODE_BACKWARD_TRANSITIVE)
                        .addChanges(ClassChange.newBuilder()
                                .setKind(ClassChangeKind.CLASS_CHANGE_KIND_CLASS_RENAMED)
                                .setClassId("cat")
                                .setVerdict(Compatibility.COMPATIBILITY_COMPATIBLE)
                                .setReason("labels hold the id of their class, not its name")
                                .addAffectedClasses("cat"))
                        .addChanges(ClassChange.newBuilder()
                                .setKind(ClassChangeKind.CLASS_CHANGE_KIND_CLASS_SPLIT)
                                .setClassId("pup")
                                .addOthers("dog")
                                .setVerdict(Compatibility.COMPATIBILITY_NEEDS_REVIEW)
                                .setReason("labels of what it is split from may be of it")
                                .addAffectedClasses("dog")
                                .setMakesStale(true))
                        .build());
        assertThat(diff(scene.schema, second.getName())).isEqualTo(second.getSchemaDiff());
        assertThat(diff("", second.getName())).isEqualTo(second.getSchemaDiff());
        assertThat(stored(second)).isEqualTo(2);
    }

    @Test
    void aFirstVersionHasNoDiff() throws StatusException {
        Version first = scene.reader.getVersion(
                GetVersionRequest.newBuilder().setName(scene.schema).build());

        assertThat(first.hasSchemaDiff()).isFalse();
    }

    @Test
    void whatWouldThisDoIsAnsweredAndNothingIsWritten() throws StatusException {
        Version would = scene.writer.createVersion(Sample.command(CreateVersionRequest.newBuilder()
                .setParent(asset)
                .setRecord(changed(scene.schema, Schemas::addPup))
                .setValidateOnly(true)));

        assertThat(would.getSchemaDiff().getChangesList())
                .extracting(ClassChange::getKind)
                .containsExactly(ClassChangeKind.CLASS_CHANGE_KIND_CLASS_SPLIT);
        assertThat(would.getConsistencyToken()).isEmpty();
        assertThat(scene.reader
                        .getVersion(GetVersionRequest.newBuilder()
                                .setName(asset + "/versions/latest")
                                .build())
                        .getName())
                .isEqualTo(scene.schema);
    }

    @Test
    void whatMayNotBeIsRefusedAllAtOnce() {
        Refused fault = refused(
                Refused.class,
                ErrorReason.ERROR_REASON_SCHEMA_CHANGE_REFUSED,
                () -> next(schema -> schema.removeClasses(0).addClasses(Records.labelClass("eel", "An eel."))));

        assertThat(fault.violations())
                .extracting(Violation::type, Violation::subject)
                .containsExactly(tuple("SPLIT_NOT_DECLARED", scene.schema), tuple("BREAKING_CHANGE", scene.schema));
        assertThat(fault.violations().getLast().description())
                .isEqualTo("class 'cat': CLASS_REMOVED, which BACKWARD_TRANSITIVE forbids: "
                        + "labels of it mean nothing any more");
    }

    @Test
    void theModeOfTheVersionBeforeDecides() throws StatusException {
        Version loosened = next(schema -> schema.setMode(CompatibilityMode.COMPATIBILITY_MODE_NONE));
        Version shrunk = next(loosened.getName(), schema -> schema.removeClasses(0));

        assertThat(shrunk.getSchemaDiff().getMode()).isEqualTo(CompatibilityMode.COMPATIBILITY_MODE_NONE);
        assertThat(shrunk.getSchemaDiff().getChangesList())
                .extracting(ClassChange::getVerdict)
                .containsExactly(Compatibility.COMPATIBILITY_BREAKING);
    }

    @ParameterizedTest
    @CsvSource({
        "FORWARD_TRANSITIVE, added, ant CLASS_ADDED",
        "FORWARD_TRANSITIVE, removed, ''",
        "FORWARD, added, ''",
        "BACKWARD_TRANSITIVE, added, ''",
        "BACKWARD_TRANSITIVE, removed, dog CLASS_REMOVED",
        "FULL_TRANSITIVE, added, ant CLASS_ADDED",
        "FULL_TRANSITIVE, removed, dog CLASS_REMOVED",
        "FULL, added, ''",
        "FULL, removed, ''"
    })
    void aTransitiveModeHoldsAVersionAgainstThoseBeforeItsParentToo(String mode, String before, String broken)
            throws StatusException {
        Version loosened = next(schema -> schema.setMode(CompatibilityMode.COMPATIBILITY_MODE_NONE));
        Version parent = next(loosened.getName(), schema -> {
            schema.setMode(CompatibilityMode.valueOf("COMPATIBILITY_MODE_" + mode));
            if (before.equals("added")) {
                add(schema, "ant", "An ant.");
            } else {
                schema.removeClasses(1);
            }
        });
        VersionRecord.Builder renamed =
                changed(parent.getName(), schema -> schema.getClassesBuilder(0).setName("Katze"));
        if (broken.isEmpty()) {
            scene.create(asset, renamed);
            return;
        }
        String spelled = "class '%s': %s".formatted((Object[]) broken.split(" "));
        Refused fault = refused(
                Refused.class, ErrorReason.ERROR_REASON_SCHEMA_CHANGE_REFUSED, () -> scene.create(asset, renamed));
        assertThat(fault.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.subject()).isEqualTo(loosened.getName());
            assertThat(violation.description()).startsWith(spelled + ", which " + mode + " forbids");
        });
    }

    @Test
    void anIdThatLeftComesBackOnlyAsWhatItWas() throws StatusException {
        Version loosened = next(schema -> schema.setMode(CompatibilityMode.COMPATIBILITY_MODE_NONE));
        Version shrunk = next(loosened.getName(), schema -> schema.removeClasses(0));
        Refused fault = refused(
                Refused.class,
                ErrorReason.ERROR_REASON_SCHEMA_CHANGE_REFUSED,
                () -> next(shrunk.getName(), schema -> add(schema, "cat", "A kind of whip.")));
        assertThat(fault.violations())
                .extracting(Violation::type, Violation::subject)
                .containsExactly(tuple("CLASS_ID_REUSED", loosened.getName()));

        Version back = next(shrunk.getName(), schema -> add(schema, "cat", "A domestic cat."));
        assertThat(diff(scene.schema, back.getName()).getChangesList()).isEmpty();
    }

    @Test
    void aParentThatIsNoClassIsNamedByItsField() {
        Invalid fault = refused(
                Invalid.class,
                ErrorReason.ERROR_REASON_FIELDS_INVALID,
                () -> next(schema -> schema.getClassesBuilder(1).setParentClass("animal")));

        assertThat(fault.violations())
                .containsExactly(new FieldViolation(
                        "record.label_schema.classes[1].parent_class", "'animal' is no class of this schema"));
    }

    @Test
    void theNewestVersionIsFollowedBeforeAnythingElseIsSaid() throws StatusException {
        next(Schemas::addPup);

        refused(
                Conflict.class,
                ErrorReason.ERROR_REASON_PARENT_NOT_NEWEST,
                () -> next(scene.schema, schema -> schema.removeClasses(0)));
    }

    @Test
    void aLabelSchemaGoesOnAfterItsNewestVersionWasRetired() throws StatusException {
        Version second = next(Schemas::addPup);
        scene.deprecate(second.getName());
        scene.retire(second.getName());

        Version third =
                next(second.getName(), schema -> schema.getClassesBuilder(0).setName("Katze"));

        assertThat(third.getNumber()).isEqualTo(3);
    }

    @Test
    void onlyVersionsOfOneSchemaInTheirOrderAreCompared() throws StatusException {
        Version second = next(Schemas::addPup);
        String other = scene.create(scene.asset(Kind.KIND_LABEL_SCHEMA, "other"), Records.labelSchema());

        for (String[] pair : new String[][] {
            {second.getName(), scene.schema}, {scene.schema, scene.schema}, {scene.schema, other}, {"", scene.schema}
        }) {
            refused(Invalid.class, ErrorReason.ERROR_REASON_FIELDS_INVALID, () -> diff(pair[0], pair[1]));
        }
        refused(
                NotFound.class,
                ErrorReason.ERROR_REASON_VERSION_NOT_FOUND,
                () -> diff(scene.schema, asset + "/versions/9999999999"));
    }

    @Test
    void aDatasetNamesOnlyClassesOfItsSchema() {
        VersionRecord.Builder record = Records.dataset(scene.schema, Records.DIGEST);
        record.getDatasetBuilder()
                .getLabelStatisticsBuilder()
                .getDeclaredBuilder()
                .addDistribution(ClassCount.newBuilder().setClassId("cow").setSamples(1));

        Invalid fault = refused(
                Invalid.class,
                ErrorReason.ERROR_REASON_FIELDS_INVALID,
                () -> scene.create(scene.asset(Kind.KIND_DATASET, "farm"), record));

        assertThat(fault.violations())
                .containsExactly(new FieldViolation(
                        "record.dataset.label_statistics.declared.distribution[2].class_id",
                        "'cow' is no class of the label schema"));
    }

    @Test
    void whatALargeSchemaChangesIsToldAsFarAsAMessageHolds() throws StatusException {
        String large = scene.create(scene.asset(Kind.KIND_LABEL_SCHEMA, "large"), large("a"));
        String parent = large.substring(0, large.indexOf("/versions/"));

        Version renamed = scene.writer.createVersion(
                Scene.createCommand(parent, large("b").setParentVersion(large)));

        assertThat(renamed.getSchemaDiff().getTruncated()).isTrue();
        assertThat(renamed.getSchemaDiff().getChangesCount()).isBetween(1_000, CLASSES - 1);
        assertThat(stored(renamed)).isEqualTo(CLASSES);
        SchemaImpact impact = scene.reader.getSchemaImpact(
                GetSchemaImpactRequest.newBuilder().setName(renamed.getName()).build());
        assertThat(impact.getTruncated()).isTrue();
    }

    @Test
    void aLargeSchemaThatMayNotBecomeWhatItIsToBecomeIsRefused() throws StatusException {
        String large = scene.create(scene.asset(Kind.KIND_LABEL_SCHEMA, "large"), large("a"));
        String parent = large.substring(0, large.indexOf("/versions/"));
        VersionRecord.Builder emptied = Records.labelSchema().setParentVersion(large);

        Refused fault = refused(
                Refused.class,
                ErrorReason.ERROR_REASON_SCHEMA_CHANGE_REFUSED,
                () -> scene.writer.createVersion(Scene.createCommand(parent, emptied)));

        assertThat(fault.metadata()).containsEntry("violations", Integer.toString(CLASSES + 2));
    }

    private static VersionRecord.Builder large(String name) {
        VersionRecord.Builder record = Records.labelSchema();
        LabelSchemaRecord.Builder schema = record.getLabelSchemaBuilder().clearClasses();
        for (int index = 0; index < CLASSES; index++) {
            schema.addClasses(
                    Records.labelClass("class-" + index, "One of very many.").setName(name));
        }
        return record;
    }

    private Version next(Consumer<LabelSchemaRecord.Builder> change) throws StatusException {
        return next(scene.schema, change);
    }

    private Version next(String parent, Consumer<LabelSchemaRecord.Builder> change) throws StatusException {
        return scene.writer.createVersion(Scene.createCommand(asset, changed(parent, change)));
    }

    private VersionRecord.Builder changed(String parent, Consumer<LabelSchemaRecord.Builder> change)
            throws StatusException {
        return new Schemas(scene).changed(parent, change);
    }

    private static void add(LabelSchemaRecord.Builder schema, String id, String definition) {
        schema.addClasses(Records.labelClass(id, definition))
                .getDeclarationsBuilder()
                .addAdded(AddedClass.newBuilder().setClassId(id).setSplitFromNone(true));
    }

    private SchemaDiff diff(String from, String to) throws StatusException {
        return scene.reader.getSchemaDiff(
                GetSchemaDiffRequest.newBuilder().setFrom(from).setName(to).build());
    }

    private static int stored(Version version) {
        return RIG.database()
                .read(sql -> sql.fetchSingle("""
                        select count(*) from schema_change c join version v on v.id = c.version_id
                        where v.record_digest = decode(?, 'hex')""", version.getRecordDigest().substring("sha256:".length()))
                        .get(0, Integer.class));
    }
}
