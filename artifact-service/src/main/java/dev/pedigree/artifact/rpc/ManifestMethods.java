package dev.pedigree.artifact.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.pedigree.artifact.blob.Projects;
import dev.pedigree.artifact.limit.Limits;
import dev.pedigree.artifact.manifest.CommitManifest;
import dev.pedigree.artifact.manifest.ListEntries;
import dev.pedigree.artifact.manifest.ManifestStore;
import dev.pedigree.artifact.manifest.StoredManifest;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.rpc.Inbox;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.v1.CommitManifestRequest;
import dev.pedigree.v1.GetManifestRequest;
import dev.pedigree.v1.ListManifestEntriesRequest;
import dev.pedigree.v1.ListManifestEntriesResponse;
import dev.pedigree.v1.Manifest;
import java.time.Instant;

/// The methods about manifests: reads requests, asks the operations, writes replies.
public final class ManifestMethods {
    private static final int USUAL_PAGE = 1_000;
    private static final int LARGEST_PAGE = 10_000;

    private final Limits limits;
    private final Projects projects;
    private final ManifestStore manifests;
    private final CommitManifest commitManifest;
    private final ListEntries listEntries;

    public ManifestMethods(
            Limits limits,
            Projects projects,
            ManifestStore manifests,
            CommitManifest commitManifest,
            ListEntries listEntries) {
        this.limits = limits;
        this.projects = projects;
        this.manifests = manifests;
        this.commitManifest = commitManifest;
        this.listEntries = listEntries;
    }

    Manifest commit(Inbox<CommitManifestRequest> requests) {
        CommitManifestRequest first = requests.take().orElseThrow(() -> new Invalid("parent", "no message came"));
        ProjectName project = Requests.project(first.getParent());
        Digest digest = Requests.digest("digest", first.getDigest());
        return message(commitManifest.run(
                projects.ensure(project), digest, new Batches(first, requests, limits.manifestChunkEntries())));
    }

    Manifest get(GetManifestRequest request) {
        return message(manifests.get(Requests.manifest("name", request.getName())));
    }

    ListManifestEntriesResponse listEntries(ListManifestEntriesRequest request) {
        StoredManifest manifest = manifests.get(Requests.manifest("parent", request.getParent()));
        ByteString after = EntryToken.read(manifest.digest(), request.getPageToken());
        int most = request.getPageSize() == 0 ? USUAL_PAGE : Math.min(request.getPageSize(), LARGEST_PAGE);
        ListEntries.Some some = listEntries.run(manifest, after, most);
        return ListManifestEntriesResponse.newBuilder()
                .addAllEntries(some.entries())
                .setNextPageToken(some.next()
                        .map(last -> EntryToken.write(manifest.digest(), last))
                        .orElse(""))
                .build();
    }

    private static Manifest message(StoredManifest manifest) {
        return Manifest.newBuilder()
                .setName(manifest.name().toString())
                .setDigest(manifest.digest().toString())
                .setFileCount(manifest.files())
                .setTotalBytes(manifest.bytes())
                .setCreateTime(timestamp(manifest.createdAt()))
                .setModelSigningRoot(
                        manifest.modelSigningRoot().map(Digest::toString).orElse(""))
                .build();
    }

    static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
