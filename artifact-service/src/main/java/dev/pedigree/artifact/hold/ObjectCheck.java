package dev.pedigree.artifact.hold;

import static java.util.stream.Collectors.groupingBy;

import dev.pedigree.artifact.blob.Blob;
import dev.pedigree.artifact.blob.BlobStore;
import dev.pedigree.artifact.blob.Parallel;
import dev.pedigree.artifact.manifest.ManifestStore;
import dev.pedigree.artifact.manifest.StoredManifest;
import dev.pedigree.artifact.part.LargeBlobs;
import dev.pedigree.chassis.fault.Corrupt;
import dev.pedigree.chassis.store.ObjectStore;
import dev.pedigree.chassis.store.StoredObject;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.v1.ManifestEntry;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Asks the object store, object by object, whether what a manifest lists is really there in its size.
public final class ObjectCheck {
    private static final int BATCH = 1_000;

    private final ManifestStore manifests;
    private final BlobStore blobs;
    private final ObjectStore objects;
    private final LargeBlobs large;
    private final int width;

    /// @param width how many objects are asked for at once
    public ObjectCheck(ManifestStore manifests, BlobStore blobs, ObjectStore objects, LargeBlobs large, int width) {
        this.manifests = manifests;
        this.blobs = blobs;
        this.objects = objects;
        this.large = large;
        this.width = width;
    }

    /// Refuses with ARTIFACT_MISSING if anything is missing.
    void run(StoredManifest manifest) {
        Missing missing = new Missing(manifest);
        try {
            Iterator<ManifestEntry> entries = manifests.entries(manifest);
            while (entries.hasNext() && !missing.enough()) {
                check(manifest, next(entries), missing);
            }
        } catch (Corrupt _) {
            missing.add(manifest.name().toString(), "the list of files itself is damaged");
        }
        missing.refuse();
    }

    private void check(StoredManifest manifest, Set<Digest> digests, Missing missing) {
        List<Blob> found = blobs.find(manifest.project(), List.copyOf(digests));
        Set<Digest> absent = new HashSet<>(digests);
        found.stream().filter(blob -> !blob.damaged()).forEach(blob -> absent.remove(blob.digest()));
        absent.forEach(digest -> missing.add(digest, "is not in the store, or damaged"));
        Map<String, List<Blob>> byObject = found.stream()
                .filter(blob -> !LargeBlobs.isLarge(blob))
                .collect(groupingBy(blob -> blob.location().key()));
        Parallel.forEach(width, byObject.entrySet(), object -> check(object.getKey(), object.getValue(), missing));
        found.stream()
                .filter(blob -> LargeBlobs.isLarge(blob) && !large.isThere(blob))
                .forEach(blob -> missing.add(blob.digest(), "a part of it is gone or cut short"));
    }

    private void check(String key, Collection<Blob> inside, Missing missing) {
        long size = objects.head(key).map(StoredObject::size).orElse(-1L);
        inside.stream()
                .filter(blob -> blob.location().end() > size)
                .forEach(blob -> missing.add(blob.digest(), "its object is gone or cut short"));
    }

    private static Set<Digest> next(Iterator<ManifestEntry> entries) {
        Set<Digest> digests = new HashSet<>();
        while (entries.hasNext() && digests.size() < BATCH) {
            digests.add(Digest.of(entries.next().getDigest().toByteArray()));
        }
        return digests;
    }
}
