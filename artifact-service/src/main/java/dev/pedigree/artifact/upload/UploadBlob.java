package dev.pedigree.artifact.upload;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.Blob;
import dev.pedigree.artifact.blob.BlobStore;
import dev.pedigree.artifact.blob.CheckedBytes;
import dev.pedigree.artifact.blob.Payload;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.large.UploadLargeBlob;
import dev.pedigree.artifact.limit.Room;
import dev.pedigree.artifact.pack.PackItem;
import dev.pedigree.artifact.pack.Packer;
import dev.pedigree.chassis.store.ObjectStore;
import dev.pedigree.lifecycle.Digest;
import java.util.Iterator;
import java.util.List;

/// Takes one blob of any size as a stream.
///
/// A small one goes into a pack, one of no more than a part is put at once; a larger one is `UploadLargeBlob`'s.
///
/// Errors: DIGEST_MISMATCH, and those of `UploadLargeBlob`.
public final class UploadBlob {
    /// Blobs up to this size are packed.
    private static final long PACKED = 128 << 10;

    private final BlobStore blobs;
    private final Packer packer;
    private final ObjectStore objects;
    private final UploadLargeBlob large;
    private final Room room;
    private final int partSize;

    public UploadBlob(
            BlobStore blobs, Packer packer, ObjectStore objects, UploadLargeBlob large, Room room, int partSize) {
        this.blobs = blobs;
        this.packer = packer;
        this.objects = objects;
        this.large = large;
        this.room = room;
        this.partSize = partSize;
    }

    /// Answers whether the blob was there before; then no byte of the stream is asked for.
    ///
    /// @param offset where in the blob the stream begins
    public boolean run(
            Project project, String caller, Digest digest, long size, long offset, Iterator<ByteString> stream) {
        if (blobs.holds(project, digest, size)) {
            return true;
        }
        if (size > partSize) {
            large.run(project, caller, digest, size, offset, stream);
        } else {
            UploadLargeBlob.requireOffset(offset, 0);
            takeWhole(project, digest, size, new CheckedBytes(stream, digest, size));
        }
        return false;
    }

    private void takeWhole(Project project, Digest digest, long size, CheckedBytes bytes) {
        if (size <= PACKED) {
            pack(project, digest, size, bytes);
        } else {
            put(Blob.alone(project, digest, size), project, bytes);
        }
    }

    private void pack(Project project, Digest digest, long size, CheckedBytes bytes) {
        try (Room.Lot lot = room.take(size)) {
            packer.put(project, List.of(PackItem.of(new Payload(digest, gather(bytes)))), lot);
        }
    }

    private void put(Blob blob, Project project, CheckedBytes bytes) {
        try (Room.Lot _ = room.take(blob.size())) {
            objects.put(blob.location().key(), new Payload(blob.digest(), gather(bytes)).content());
            blobs.show(project, blob.location().container(), List.of(blob));
        }
    }

    private static ByteString gather(CheckedBytes bytes) {
        ByteString all = ByteString.EMPTY;
        while (bytes.hasNext()) {
            all = all.concat(bytes.next());
        }
        bytes.requireComplete();
        return all;
    }
}
