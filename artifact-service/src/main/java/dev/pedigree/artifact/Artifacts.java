package dev.pedigree.artifact;

import dev.pedigree.artifact.blob.BlobStore;
import dev.pedigree.artifact.blob.BlobTable;
import dev.pedigree.artifact.blob.Projects;
import dev.pedigree.artifact.direct.Direct;
import dev.pedigree.artifact.download.DownloadBatch;
import dev.pedigree.artifact.download.DownloadBlob;
import dev.pedigree.artifact.download.Quarantine;
import dev.pedigree.artifact.download.VerifiedReader;
import dev.pedigree.artifact.health.StoreVigil;
import dev.pedigree.artifact.hold.HoldManifest;
import dev.pedigree.artifact.hold.ObjectCheck;
import dev.pedigree.artifact.large.PartWriter;
import dev.pedigree.artifact.large.QueryUpload;
import dev.pedigree.artifact.large.Sessions;
import dev.pedigree.artifact.large.UploadLargeBlob;
import dev.pedigree.artifact.large.UploadMeters;
import dev.pedigree.artifact.limit.Room;
import dev.pedigree.artifact.manifest.CommitManifest;
import dev.pedigree.artifact.manifest.ListEntries;
import dev.pedigree.artifact.manifest.ManifestStore;
import dev.pedigree.artifact.manifest.RestoreManifest;
import dev.pedigree.artifact.pack.Packer;
import dev.pedigree.artifact.part.LargeBlobs;
import dev.pedigree.artifact.part.PartReader;
import dev.pedigree.artifact.rebuild.LargeIndex;
import dev.pedigree.artifact.rebuild.Rebuild;
import dev.pedigree.artifact.rpc.ArtifactEndpoint;
import dev.pedigree.artifact.rpc.BatchMethods;
import dev.pedigree.artifact.rpc.BlobMethods;
import dev.pedigree.artifact.rpc.HoldsEndpoint;
import dev.pedigree.artifact.rpc.LargeBlobMethods;
import dev.pedigree.artifact.rpc.ManifestMethods;
import dev.pedigree.artifact.upload.UploadBatch;
import dev.pedigree.artifact.upload.UploadBlob;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.store.ObjectStore;
import dev.pedigree.chassis.store.S3Signer;
import io.grpc.ServerServiceDefinition;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// The parts of artifact-service, put together: used by its `main` and by standalone.
public final class Artifacts implements AutoCloseable {
    /// The schema of `Database.open`.
    public static final String SCHEMA = "artifact";

    private static final int OBJECTS_AT_ONCE = 16;
    /// Enough for one manifest of ten million files in a million folders.
    private static final long PATH_MEMORY = 192 << 20;
    /// So that others can commit theirs at the same time.
    private static final long OTHER_PATHS = 16 << 20;

    private static final Duration ROOM_WAIT = Duration.ofSeconds(20);

    private final Room uploading;
    private final Room downloading;
    private final Room paths;
    private final ObjectStore objects;
    private final Projects projects;
    private final ManifestStore manifests;
    private final BlobStore blobs;
    private final Quarantine quarantine;
    private final Supplier<Rebuild> rebuild;
    private final Packer packer;
    private final UploadMeters uploads;
    private final PartWriter writer;
    private final Optional<Direct> direct;
    private final ArtifactEndpoint artifacts;
    private final HoldsEndpoint holds;

    /// The stores and the signer stay the caller's to close.
    ///
    /// @param signer if clients reach the object store by themselves
    public Artifacts(ArtifactSettings settings, Database database, ObjectStore objects, Optional<S3Signer> signer) {
        this.objects = objects;
        Projects projects = new Projects(database);
        this.blobs = new BlobStore(database, new BlobTable(settings.lease()), settings.lease());
        this.uploading = new Room(settings.uploadMemory(), settings.share(settings.uploadMemory()), ROOM_WAIT);
        this.downloading = new Room(settings.downloadMemory(), settings.share(settings.downloadMemory()), ROOM_WAIT);
        this.paths = new Room(PATH_MEMORY + OTHER_PATHS, PATH_MEMORY, ROOM_WAIT);
        this.packer = new Packer(blobs, objects);
        this.uploads = new UploadMeters(database);
        PartReader parts = new PartReader(objects, downloading);
        LargeBlobs large = new LargeBlobs(database, objects, parts, OBJECTS_AT_ONCE);
        Sessions sessions = new Sessions(
                database, blobs, settings.parts(), settings.limits().uploadsPerCaller(), settings.uploadIdle());
        this.writer = new PartWriter(objects, sessions);
        UploadLargeBlob uploadLargeBlob = new UploadLargeBlob(
                sessions, writer, parts, uploading, settings.parts().inFlight());
        VerifiedReader reader = new VerifiedReader(objects, settings.limits().chunkBytes());
        this.projects = projects;
        this.quarantine =
                new Quarantine(database, blob -> LargeBlobs.isLarge(blob) ? large.isSound(blob) : reader.isSound(blob));
        this.manifests = new ManifestStore(database, projects, settings.lease(), objects, reader);
        CommitManifest commitManifest = new CommitManifest(
                blobs,
                packer,
                uploading,
                paths,
                manifests,
                settings.lease(),
                settings.limits().manifestEntries());
        this.rebuild = () -> new Rebuild(
                projects, blobs, objects, new LargeIndex(blobs, parts), new RestoreManifest(manifests, commitManifest));
        BlobMethods blobMethods = new BlobMethods(
                settings.limits(),
                projects,
                blobs,
                new UploadBlob(
                        blobs,
                        packer,
                        objects,
                        uploadLargeBlob,
                        uploading,
                        settings.parts().smallest()),
                new DownloadBlob(
                        projects,
                        blobs,
                        reader,
                        large,
                        quarantine,
                        downloading,
                        settings.limits().chunkBytes()));
        BatchMethods batchMethods = new BatchMethods(
                settings.limits(),
                projects,
                new UploadBatch(packer),
                new DownloadBatch(
                        projects,
                        blobs,
                        objects,
                        quarantine,
                        downloading,
                        settings.limits().batchBytes()));
        this.direct = signer.map(signing -> Direct.start(
                signing,
                projects,
                blobs,
                sessions,
                objects,
                parts,
                large,
                2L * settings.parts().smallest(),
                OBJECTS_AT_ONCE));
        LargeBlobMethods largeBlobMethods = new LargeBlobMethods(
                settings.limits(), projects, new QueryUpload(blobs, sessions, writer, settings.parts()), direct);
        ManifestMethods manifestMethods =
                new ManifestMethods(settings.limits(), projects, manifests, commitManifest, new ListEntries(manifests));
        this.artifacts = new ArtifactEndpoint(
                settings.limits(), uploading, blobMethods, batchMethods, largeBlobMethods, manifestMethods);
        this.holds = new HoldsEndpoint(
                new HoldManifest(manifests, new ObjectCheck(manifests, blobs, objects, large, OBJECTS_AT_ONCE)));
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

    /// Tells what goes on in here.
    public void bindTo(MeterRegistry meters) {
        quarantine.bindTo(meters);
        uploading.bindTo(meters, "upload");
        downloading.bindTo(meters, "download");
        paths.bindTo(meters, "paths");
        packer.meters().bindTo(meters);
        uploads.bindTo(meters);
    }

    /// Tells health whether the object store answers, until the vigil is closed.
    public StoreVigil reportTo(BiConsumer<String, Boolean> health) {
        return StoreVigil.start(
                objects,
                able -> services()
                        .forEach(service ->
                                health.accept(service.getServiceDescriptor().getName(), able)));
    }

    /// Lets parts that came whole be stored. To be called when no calls are served any more.
    @Override
    public void close() {
        direct.ifPresent(Direct::close);
        writer.close();
    }
}
