package dev.pedigree.artifact.rebuild;

import dev.pedigree.artifact.ArtifactSettings;
import dev.pedigree.artifact.Artifacts;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.log.Logs;
import dev.pedigree.chassis.settings.DatabaseSettings;
import dev.pedigree.chassis.settings.S3Settings;
import dev.pedigree.chassis.settings.Settings;
import dev.pedigree.chassis.settings.SettingsException;
import dev.pedigree.chassis.store.ObjectStore;
import dev.pedigree.chassis.store.S3ObjectStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;

/// The command that makes the index again from the bucket, with the settings of the service that concern the database,
/// the bucket and content.
public final class RebuildIndex {
    private static final int WRONG_SETTINGS = 1;
    private static final int INCOMPLETE = 2;

    private RebuildIndex() {}

    public static void main(String[] arguments) {
        Logs.open("rebuild-index");
        try {
            Rebuild.Result result = run(new Settings(System.getenv()));
            System.out.printf(
                    "%d blobs and %d manifests are in the index, %d objects could not be read%n",
                    result.blobs(), result.manifests(), result.unreadable());
            System.exit(result.unreadable() == 0 ? 0 : INCOMPLETE);
        } catch (SettingsException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(WRONG_SETTINGS);
        }
    }

    private static Rebuild.Result run(Settings settings) {
        DatabaseSettings database = DatabaseSettings.read(settings);
        S3Settings s3 = S3Settings.read(settings);
        ArtifactSettings content = ArtifactSettings.read(settings, s3);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (Database index = Database.open(database, Artifacts.SCHEMA, meters);
                ObjectStore objects = S3ObjectStore.open(s3, meters);
                Artifacts artifacts = new Artifacts(content, index, objects, Optional.empty())) {
            return artifacts.rebuild().run();
        }
    }
}
