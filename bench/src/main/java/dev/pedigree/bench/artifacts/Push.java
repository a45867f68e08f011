package dev.pedigree.bench.artifacts;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.pedigree.v1.BlobUpload;
import dev.pedigree.v1.CommitManifestRequest;
import dev.pedigree.v1.GetManifestRequest;
import dev.pedigree.v1.Manifest;
import dev.pedigree.v1.ManifestEntry;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// What a client does to store a folder: hash it, and if the server does not know this very list of files, ask what is
/// missing, send that, and commit the list.
record Push(ContentClient client, SmallBlobs blobs, String project) {
    /// @return how many blobs had to be sent
    int run(Folder folder) throws IOException, InterruptedException {
        List<Folder.Entry> entries = folder.hash();
        String digest = digest(folder, entries);
        if (isCommitted(digest)) {
            return 0;
        }
        int sent = send(folder, entries);
        commit(folder, entries, digest);
        return sent;
    }

    private boolean isCommitted(String digest) {
        try {
            return client.calls()
                    .getManifest(GetManifestRequest.newBuilder()
                            .setName(project + "/manifests/" + digest)
                            .build())
                    .isInitialized();
        } catch (StatusRuntimeException failure) {
            if (failure.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return false;
            }
            throw failure;
        }
    }

    private int send(Folder folder, List<Folder.Entry> entries) throws IOException, InterruptedException {
        Map<ByteString, Folder.Entry> byDigest = new HashMap<>();
        ByteString.Output asked = ByteString.newOutput(entries.size() * Sha256.LENGTH);
        for (Folder.Entry entry : entries) {
            byDigest.put(entry.digest(), entry);
            entry.digest().writeTo(asked);
        }
        ByteString missing = blobs.missing(project, asked.toByteString());
        int count = missing.size() / Sha256.LENGTH;
        blobs.upload(project, count, folder.size(), index -> {
            ByteString digest = missing.substring(index * Sha256.LENGTH, (index + 1) * Sha256.LENGTH);
            return BlobUpload.newBuilder()
                    .setDigest(digest)
                    .setData(UnsafeByteOperations.unsafeWrap(
                            folder.content(byDigest.get(digest).path())))
                    .build();
        });
        return count;
    }

    private void commit(Folder folder, List<Folder.Entry> entries, String digest) throws InterruptedException {
        Sending<CommitManifestRequest, Manifest> sending = new Sending<>();
        client.streams().commitManifest(sending);
        int most = blobs.limits().getMaxManifestChunkEntries();
        CommitManifestRequest.Builder message =
                CommitManifestRequest.newBuilder().setParent(project).setDigest(digest);
        for (int from = 0; from < entries.size(); from += most) {
            for (Folder.Entry entry : entries.subList(from, Math.min(from + most, entries.size()))) {
                message.addEntries(ManifestEntry.newBuilder()
                        .setPath(entry.path())
                        .setDigest(entry.digest())
                        .setSize(folder.size()));
            }
            if (!sending.send(message.build())) {
                break;
            }
            message = CommitManifestRequest.newBuilder();
        }
        if (sending.finish().getFileCount() != entries.size()) {
            throw new IllegalStateException("the manifest lists other files");
        }
    }

    private static String digest(Folder folder, List<Folder.Entry> entries) {
        MessageDigest sha256 = Sha256.start();
        for (Folder.Entry entry : entries) {
            String line = HexFormat.of().formatHex(entry.digest().toByteArray()) + " " + folder.size() + " "
                    + entry.path() + "\n";
            sha256.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return "sha256:" + HexFormat.of().formatHex(sha256.digest());
    }
}
