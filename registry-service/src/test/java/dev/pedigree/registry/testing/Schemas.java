package dev.pedigree.registry.testing;

import dev.pedigree.testkit.Records;
import dev.pedigree.v1.AddedClass;
import dev.pedigree.v1.ClassIds;
import dev.pedigree.v1.GetVersionRequest;
import dev.pedigree.v1.LabelSchemaRecord;
import dev.pedigree.v1.VersionRecord;
import io.grpc.StatusException;
import java.util.function.Consumer;

/// The label schema of a scene as it goes on: cats and dogs first.
public final class Schemas {
    private final Scene scene;
    private final String asset;
    private String latest;

    public Schemas(Scene scene) {
        this.scene = scene;
        this.latest = scene.schema;
        this.asset = scene.schema.substring(0, scene.schema.indexOf("/versions/"));
    }

    public String asset() {
        return asset;
    }

    public String latest() {
        return latest;
    }

    /// The record of the version that follows the newest one: the same but for what is changed.
    public VersionRecord.Builder changed(Consumer<LabelSchemaRecord.Builder> change) throws StatusException {
        return changed(latest, change);
    }

    public VersionRecord.Builder changed(String parent, Consumer<LabelSchemaRecord.Builder> change)
            throws StatusException {
        VersionRecord.Builder record =
                scene
                        .reader
                        .getVersion(
                                GetVersionRequest.newBuilder().setName(parent).build())
                        .getRecord()
                        .toBuilder()
                        .setParentVersion(parent);
        change.accept(record.getLabelSchemaBuilder().clearDeclarations());
        return record;
    }

    /// Makes it.
    public String next(Consumer<LabelSchemaRecord.Builder> change) throws StatusException {
        latest = scene.create(asset, changed(change));
        return latest;
    }

    /// Pups are no dogs any more.
    public String split() throws StatusException {
        return next(Schemas::addPup);
    }

    public String redefine(String classId) throws StatusException {
        return next(schema -> schema.getDeclarationsBuilder().addRedefined(classId));
    }

    public static void addPup(LabelSchemaRecord.Builder schema) {
        schema.addClasses(Records.labelClass("pup", "A young dog."))
                .getDeclarationsBuilder()
                .addAdded(AddedClass.newBuilder()
                        .setClassId("pup")
                        .setSplitFrom(ClassIds.newBuilder().addIds("dog")));
    }
}
