package dev.pedigree.artifact.rebuild;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.Blob;
import dev.pedigree.artifact.blob.BlobStore;
import dev.pedigree.artifact.blob.Container;
import dev.pedigree.artifact.blob.Encoding;
import dev.pedigree.artifact.blob.Location;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.blob.Projects;
import dev.pedigree.artifact.manifest.RestoreManifest;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.store.ObjectStore;
import dev.pedigree.chassis.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the rows of all content again from what is in the bucket: packs by their footers, blobs that are objects by
/// their keys, large ones by the keys of their parts and all their bytes, then manifests by their lists of pages. Rows
/// that are there stay, so it may be run at any time, and
/// again.
///
/// What cannot be read is told and left out; everything else is made all the same.
public final class Rebuild {
    private static final Logger LOGGER = LoggerFactory.getLogger(Rebuild.class);
    private static final String PROJECTS = "projects/";
    private static final int BATCH = 1_000;

    private final Projects projects;
    private final BlobStore blobs;
    private final ObjectStore objects;
    private final PackIndex packs;
    private final LargeIndex large;
    private final RestoreManifest restoreManifest;
    private Optional<FoundUpload> upload = Optional.empty();
    private long blobCount;
    private long manifestCount;
    private long unreadable;

    public Rebuild(
            Projects projects,
            BlobStore blobs,
            ObjectStore objects,
            LargeIndex large,
            RestoreManifest restoreManifest) {
        this.projects = projects;
        this.blobs = blobs;
        this.objects = objects;
        this.packs = new PackIndex(objects);
        this.large = large;
        this.restoreManifest = restoreManifest;
    }

    /// What was found.
    ///
    /// @param unreadable objects that could not be made sense of
    public record Result(long blobs, long manifests, long unreadable) {}

    /// For use once.
    public Result run() {
        forEach(this::blobsOf);
        endUpload();
        forEach(this::manifestsOf); // when all that they list is there
        return new Result(blobCount, manifestCount, unreadable);
    }

    private void forEach(BiConsumer<ObjectKey, StoredObject> work) {
        String last = "";
        List<StoredObject> some;
        do {
            some = objects.list(PROJECTS, last, BATCH);
            some.forEach(object -> ObjectKey.read(object.key()).ifPresent(key -> work.accept(key, object)));
            last = some.isEmpty() ? last : some.getLast().key();
        } while (some.size() == BATCH);
    }

    private void blobsOf(ObjectKey key, StoredObject object) {
        switch (key) {
            case ObjectKey.Pack pack -> {
                Container container = new Container(object.key(), Container.Kind.PACK, object.size());
                Optional<List<Blob>> found = packs.read(container);
                found.ifPresentOrElse(inside -> show(pack, container, inside), () -> tell(object, "is no whole pack"));
            }
            case ObjectKey.Alone alone -> {
                Container container = new Container(object.key(), Container.Kind.ALONE, object.size());
                Location whole = new Location(container, 0, object.size(), Encoding.IDENTITY);
                show(alone, container, List.of(new Blob(alone.digest(), object.size(), whole)));
            }
            case ObjectKey.LargePart part -> {
                if (!upload.map(found -> found.isOf(part)).orElse(false)) {
                    endUpload();
                    upload = Optional.of(new FoundUpload(part));
                }
                upload.orElseThrow().add(part, object);
            }
            case ObjectKey.Manifest _ -> {}
        }
    }

    /// Parts come in the order of their keys, so those of one upload follow each other.
    private void endUpload() {
        upload.ifPresent(found -> {
            if (large.restore(projects.ensure(found.key().project()), found)) {
                blobCount++;
            } else {
                // Nothing is wrong with that: clients break off. So it does not count as unreadable.
                LOGGER.warn(
                        "{} is left out: the upload was not finished, or is damaged",
                        found.key().prefix());
            }
        });
        upload = Optional.empty();
    }

    private void show(ObjectKey key, Container container, List<Blob> found) {
        blobs.show(projects.ensure(key.project()), container, found);
        blobCount += found.size();
    }

    private void manifestsOf(ObjectKey key, StoredObject object) {
        if (key instanceof ObjectKey.Manifest manifest) {
            Project project = projects.ensure(manifest.project());
            try {
                restoreManifest.run(project, manifest.digest(), content(object));
                manifestCount++;
            } catch (Fault | IllegalArgumentException fault) {
                tell(object, fault.getMessage());
            }
        }
    }

    private ByteString content(StoredObject object) {
        try (InputStream stream = objects.get(object.key()).orElseGet(InputStream::nullInputStream)) {
            return ByteString.readFrom(stream);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void tell(StoredObject object, String why) {
        LOGGER.warn("{} is left out: {}", object.key(), why);
        unreadable++;
    }
}
