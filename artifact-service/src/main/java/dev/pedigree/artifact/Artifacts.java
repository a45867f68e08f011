package dev.pedigree.artifact;

import dev.pedigree.artifact.blob.BlobStore;
import dev.pedigree.artifact.blob.BlobTable;
import dev.pedigree.artifact.blob.Projects;
import dev.pedigree.artifact.download.DownloadBatch;
import dev.pedigree.artifact.download.DownloadBlob;
import dev.pedigree.artifact.download.Quarantine;
import dev.pedigree.artifact.download.VerifiedReader;
import dev.pedigree.artifact.health.StoreVigil;
import dev.pedigree.artifact.hold.HoldManifest;
import dev.pedigree.artifact.hold.ObjectCheck;
import dev.pedigree.artifact.limit.Room;
import dev.pedigree.artifact.manifest.CommitManifest;
import dev.pedigree.artifact.manifest.ListEntries;
import dev.pedigree.artifact.manifest.ManifestStore;
import dev.pedigree.artifact.manifest.RestoreManifest;
import dev.pedigree.artifact.pack.Packer;
import dev.pedigree.artifact.rebuild.Rebuild;
import dev.pedigree.artifact.rpc.ArtifactEndpoint;
import dev.pedigree.artifact.rpc.BatchMethods;
import dev.pedigree.artifact.rpc.BlobMethods;
import dev.pedigree.artifact.rpc.HoldsEndpoint;
import dev.pedigree.artifact.rpc.ManifestMethods;
import dev.pedigree.artifact.upload.UploadBatch;
import dev.pedigree.artifact.upload.UploadBlob;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.store.ObjectStore;
import io.grpc.ServerServiceDefinition;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// The parts of artifact-service, put together: used by its `main` and by standalone.
public final class Artifacts {
    /// The schema of `Database.open`.
    public static final String SCHEMA = "artifact";

    private static final int OBJECTS_AT_ONCE = 16;
    private static final long DOWNLOAD_MEMORY = 64 << 20;
    /// Enough for one manifest of ten million files in a million folders.
    private static final long PATH_MEMORY = 192 << 20;

    private static final Duration ROOM_WAIT = Duration.ofSeconds(20);

    private final ObjectStore objects;
    private final Projects projects;
    private final ManifestStore manifests;
    private final BlobStore blobs;
    private final Quarantine quarantine;
    private final Supplier<Rebuild> rebuild;
    private final ArtifactEndpoint artifacts;
    private final HoldsEndpoint holds;

    /// The database and the object store stay the caller's to close.
    public Artifacts(ArtifactSettings settings, Database database, ObjectStore objects) {
        this.objects = objects;
        Projects projects = new Projects(database);
        Room room = new Room(settings.uploadMemory(), ROOM_WAIT);
        this.blobs = new BlobStore(database, new BlobTable(settings.lease()), settings.lease());
        Packer packer = new Packer(blobs, objects);
        VerifiedReader reader = new VerifiedReader(objects, settings.limits().chunkBytes());
        this.projects = projects;
        this.quarantine = new Quarantine(database, blobs, reader::isSound);
        this.manifests = new ManifestStore(database, projects, settings.lease(), objects, reader);
        CommitManifest commitManifest = new CommitManifest(
                blobs,
                packer,
                room,
                new Room(PATH_MEMORY, ROOM_WAIT),
                manifests,
                settings.lease(),
                settings.limits().manifestEntries());
        this.rebuild = () -> new Rebuild(projects, blobs, objects, new RestoreManifest(manifests, commitManifest));
        BlobMethods blobMethods = new BlobMethods(
                settings.limits(),
                projects,
                blobs,
                new UploadBlob(blobs, packer, objects, room, settings.parts()),
                new DownloadBlob(projects, blobs, reader));
        BatchMethods batchMethods = new BatchMethods(
                settings.limits(),
                projects,
                new UploadBatch(packer),
                new DownloadBatch(
                        projects,
                        blobs,
                        objects,
                        quarantine,
                        new Room(DOWNLOAD_MEMORY, ROOM_WAIT),
                        settings.limits().batchBytes()));
        ManifestMethods manifestMethods =
                new ManifestMethods(settings.limits(), projects, manifests, commitManifest, new ListEntries(manifests));
        this.artifacts = new ArtifactEndpoint(settings.limits(), room, blobMethods, batchMethods, manifestMethods);
        this.holds = new HoldsEndpoint(
                new HoldManifest(manifests, new ObjectCheck(manifests, blobs, objects, OBJECTS_AT_ONCE)));
    }

    public List<ServerServiceDefinition> services() {
        return List.of(artifacts.service(), holds.service());
    }

    /// What there is, for whoever looks after it.
    public Projects projects() {
        return projects;
    }

    public ManifestStore manifests() {
        return manifests;
    }

    public BlobStore blobs() {
        return blobs;
    }

    public Quarantine quarantine() {
        return quarantine;
    }

    /// What makes the index again, for use once.
    public Rebuild rebuild() {
        return rebuild.get();
    }

    /// Tells health whether the object store answers, until the vigil is closed.
    public StoreVigil reportTo(BiConsumer<String, Boolean> health) {
        return StoreVigil.start(
                objects,
                able -> services()
                        .forEach(service ->
                                health.accept(service.getServiceDescriptor().getName(), able)));
    }
}
