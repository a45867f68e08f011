package dev.pedigree.artifact.download;

import dev.pedigree.artifact.blob.Blob;
import dev.pedigree.artifact.blob.BlobStore;
import dev.pedigree.artifact.blob.Encoding;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.blob.Projects;
import dev.pedigree.artifact.limit.Limits;
import dev.pedigree.artifact.limit.Room;
import dev.pedigree.chassis.fault.NotFound;
import dev.pedigree.chassis.fault.Unavailable;
import dev.pedigree.chassis.store.ObjectStore;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.BlobName;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.v1.ErrorReason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Gives many small blobs, verified one by one; those that lie together are read together, some ahead of what is sent.
///
/// Each digest is answered once: first those that cannot be given, then the others in the order in which they lie.
public final class DownloadBatch {
    private final Projects projects;
    private final BlobStore blobs;
    private final ObjectStore objects;
    private final Quarantine quarantine;
    private final Room room;
    private final long largest;

    /// @param room for what is read and not yet sent, over all calls
    /// @param largest blob that is given this way
    public DownloadBatch(
            Projects projects, BlobStore blobs, ObjectStore objects, Quarantine quarantine, Room room, long largest) {
        this.projects = projects;
        this.blobs = blobs;
        this.objects = objects;
        this.quarantine = quarantine;
        this.room = room;
        this.largest = largest;
    }

    public void run(ProjectName project, Set<Digest> asked, Set<Encoding> accepted, Consumer<List<Download>> sink) {
        Optional<Project> known = projects.find(project);
        List<Blob> found =
                known.map(itself -> blobs.find(itself, List.copyOf(asked))).orElse(List.of());
        List<Download> refused = refused(project, asked, found);
        if (!refused.isEmpty()) {
            sink.accept(refused);
        }
        List<Stretch> stretches =
                Stretch.of(found.stream().filter(blob -> blob.size() <= largest).toList());
        StretchReader reader = new StretchReader(objects, accepted);
        try (ReadAhead ahead = new ReadAhead(reader, room, downloads -> sink.accept(judged(known, found, downloads)))) {
            stretches.forEach(ahead::add);
            ahead.finish();
        }
    }

    /// What was read and is damaged is put away; what only came damaged may come right the next time.
    private List<Download> judged(Optional<Project> project, List<Blob> found, List<Download> downloads) {
        return downloads.stream()
                .map(download -> switch (download) {
                    case Download.Given given -> given;
                    case Download.Refused refused -> judged(project.orElseThrow(), found, refused);
                })
                .toList();
    }

    private Download judged(Project project, List<Blob> found, Download.Refused refused) {
        Blob blob = found.stream()
                .filter(candidate -> candidate.digest().equals(refused.digest()))
                .findFirst()
                .orElseThrow();
        return quarantine.suspect(project, blob)
                ? refused
                : new Download.Refused(refused.digest(), Unavailable.dependency("s3"));
    }

    private List<Download> refused(ProjectName project, Set<Digest> asked, List<Blob> found) {
        Set<Digest> absent = new LinkedHashSet<>(asked);
        found.forEach(blob -> absent.remove(blob.digest()));
        List<Download> refused = new ArrayList<>();
        absent.forEach(digest -> refused.add(new Download.Refused(
                digest,
                new NotFound(
                        ErrorReason.ERROR_REASON_BLOB_NOT_FOUND, "blob", new BlobName(project, digest).toString()))));
        found.stream()
                .filter(blob -> blob.size() > largest)
                .forEach(blob -> refused.add(new Download.Refused(
                        blob.digest(), Limits.exceeded("bytes of one blob", blob.size(), largest))));
        return refused;
    }
}
