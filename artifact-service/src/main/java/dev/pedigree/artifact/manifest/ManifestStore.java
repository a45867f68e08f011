package dev.pedigree.artifact.manifest;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.Blob;
import dev.pedigree.artifact.blob.Lease;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.blob.Projects;
import dev.pedigree.artifact.download.VerifiedReader;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.fault.Corrupt;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.chassis.store.ObjectStore;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.ManifestName;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.ManifestEntry;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/// The committed manifests: their rows, and their lines, which are blobs.
public final class ManifestStore {
    private final Database database;
    private final Projects projects;
    private final ManifestTable table;
    private final ObjectStore objects;
    private final VerifiedReader reader;

    public ManifestStore(
            Database database, Projects projects, Lease lease, ObjectStore objects, VerifiedReader reader) {
        this.database = database;
        this.projects = projects;
        this.table = new ManifestTable(lease);
        this.objects = objects;
        this.reader = reader;
    }

    /// The manifest, or MANIFEST_NOT_FOUND.
    public StoredManifest get(ManifestName name) {
        return projects.find(name.project())
                .flatMap(project -> database.read(sql -> table.find(sql, project, name.digest())))
                .orElseThrow(() -> notFound(name));
    }

    /// As `get`, and keeps it and all it lists from deletion until the `leasedUntil` in the answer.
    public StoredManifest hold(ManifestName name) {
        return projects.find(name.project())
                .flatMap(project -> hold(project, name.digest()))
                .orElseThrow(() -> notFound(name));
    }

    /// Most of the time the lease is long enough, and one statement says so.
    Optional<StoredManifest> hold(Project project, Digest digest) {
        return database.read(sql -> table.leased(sql, project, digest))
                .or(() -> database.write(sql -> table.hold(sql, project, digest)));
    }

    /// The same, if all its pages can be read: else they had better come again. Most are new, and one statement
    /// says so.
    Optional<StoredManifest> holdWhole(Project project, Digest digest) {
        return database.read(sql -> table.find(sql, project, digest))
                .flatMap(_ -> hold(project, digest))
                .filter(manifest -> database.read(sql -> table.isWhole(sql, manifest)));
    }

    /// Makes a manifest visible. If another call was faster, its manifest is the answer.
    StoredManifest commit(Project project, Digest digest, Listing listing) {
        objects.put(PageList.key(project, digest), PageList.write(listing.pages()));
        return database.write(sql -> table.insert(sql, project, digest, listing)
                .or(() -> table.hold(sql, project, digest))
                .orElseThrow());
    }

    /// The entries in order, from the page on which `path` is or would be, at most `pages` pages of them. A page is
    /// read when it is come to.
    Iterator<ManifestEntry> entries(StoredManifest manifest, ByteString path, int pages) {
        return database.read(sql -> table.pages(sql, manifest, path, pages)).stream()
                .map(page -> new PageReader(reader.readAll(page)))
                .<ManifestEntry>mapMulti((page, sink) -> page.forEachRemaining(sink))
                .iterator();
    }

    /// All entries in order.
    public Iterator<ManifestEntry> entries(StoredManifest manifest) {
        return entries(manifest, ByteString.EMPTY, Integer.MAX_VALUE);
    }

    /// The digests of all files on one page.
    public void forEachListed(Project project, Digest page, Consumer<byte[]> sink) {
        page(project, page)
                .forEachRemaining(entry -> sink.accept(entry.getDigest().toByteArray()));
    }

    Iterator<ManifestEntry> page(Project project, Digest page) {
        Blob blob =
                database.read(sql -> table.page(sql, project, page)).orElseThrow(() -> new Corrupt(page.toString()));
        return new PageReader(reader.readAll(blob));
    }

    private static Fault notFound(ManifestName name) {
        return new NotFound(ErrorReason.ERROR_REASON_MANIFEST_NOT_FOUND, "manifest", name.toString());
    }
}
