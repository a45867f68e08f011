package dev.pedigree.artifact.upload;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.Blob;
import dev.pedigree.artifact.blob.BlobStore;
import dev.pedigree.artifact.blob.Payload;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.limit.Room;
import dev.pedigree.artifact.pack.PackItem;
import dev.pedigree.artifact.pack.Packer;
import dev.pedigree.chassis.store.ObjectStore;
import dev.pedigree.lifecycle.Digest;
import java.util.Iterator;
import java.util.List;

/// Takes one blob of any size as a stream.
///
/// A small one goes into a pack, one of no more than a part is put at once. Of a large one, parts are on their way to
/// the object store while the
/// next is hashed; only the completion of the multipart upload, after the digest is known to be right, makes an
/// object of them. So there is no temporary copy anywhere, and a wrong or broken stream leaves nothing.
///
/// Errors: DIGEST_MISMATCH.
public final class UploadBlob {
    /// Blobs up to this size are packed.
    private static final long PACKED = 128 << 10;

    private final BlobStore blobs;
    private final Packer packer;
    private final ObjectStore objects;
    private final Room room;
    private final Parts parts;

    public UploadBlob(BlobStore blobs, Packer packer, ObjectStore objects, Room room, Parts parts) {
        this.blobs = blobs;
        this.packer = packer;
        this.objects = objects;
        this.room = room;
        this.parts = parts;
    }

    /// Answers whether the blob was there before; then no byte of the stream is asked for.
    public boolean run(Project project, Digest digest, long size, Iterator<ByteString> stream) {
        if (blobs.holds(project, digest)) {
            return true;
        }
        CheckedBytes bytes = new CheckedBytes(stream, digest, size);
        if (size <= PACKED) {
            pack(project, digest, size, bytes);
        } else if (size <= parts.size()) {
            put(Blob.alone(project, digest, size), project, bytes);
        } else {
            relay(Blob.alone(project, digest, size), project, bytes);
        }
        return false;
    }

    private void pack(Project project, Digest digest, long size, CheckedBytes bytes) {
        try (Room.Lot lot = room.take(size)) {
            packer.put(project, List.of(PackItem.of(new Payload(digest, gather(bytes)))), lot);
        }
    }

    private void put(Blob blob, Project project, CheckedBytes bytes) {
        try (Room.Lot _ = room.take(blob.size())) {
            ByteString all = gather(bytes);
            objects.put(blob.location().key(), new Payload(blob.digest(), all).content());
            show(project, blob);
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

    private void relay(Blob blob, Project project, CheckedBytes bytes) {
        try (PartUpload upload = PartUpload.begin(objects, blob.location().key(), room, parts)) {
            while (bytes.hasNext()) {
                upload.add(bytes.next());
            }
            bytes.requireComplete();
            upload.complete();
            show(project, blob);
        }
    }

    private void show(Project project, Blob alone) {
        blobs.show(project, alone.location().container(), List.of(alone));
    }
}
