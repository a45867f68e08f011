package dev.pedigree.bench.artifacts;

import dev.pedigree.v1.CommitManifestRequest;
import dev.pedigree.v1.GetManifestRequest;
import dev.pedigree.v1.Manifest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;

/// What a client does to store a folder: what is hashed is asked for, and sent if it is missing, while the rest
/// is being hashed. Where nothing is missing the server may know this very list of files; else the list goes
/// while the last files do.
record Push(ContentClient client, SmallBlobs blobs, String project) {
    /// @return how many blobs had to be sent
    int run(Folder folder) throws Exception {
        try (Outgoing outgoing = new Outgoing(blobs, project, folder)) {
            Listing listing = folder.hash(outgoing::add);
            String digest = listing.digest();
            if (!outgoing.isLacking() && isCommitted(digest)) {
                return 0;
            }
            commit(listing, digest, outgoing);
            return outgoing.count();
        }
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

    /// The stream ends when all blobs were sent.
    private void commit(Listing listing, String digest, Outgoing outgoing) throws Exception {
        List<CommitManifestRequest> messages = messages(listing, digest);
        outgoing.awaitMost();
        Sending<CommitManifestRequest, Manifest> sending = new Sending<>();
        client.streams().commitManifest(sending);
        for (CommitManifestRequest message : messages) {
            if (!sending.send(message)) {
                break;
            }
        }
        outgoing.awaitAll();
        if (sending.finish().getFileCount() != listing.entries().size()) {
            throw new IllegalStateException("the manifest lists other files");
        }
    }

    private List<CommitManifestRequest> messages(Listing listing, String digest) {
        int most = blobs.limits().getMaxManifestChunkEntries();
        List<CommitManifestRequest> messages = new ArrayList<>();
        CommitManifestRequest.Builder message =
                CommitManifestRequest.newBuilder().setParent(project).setDigest(digest);
        for (int from = 0; from < listing.entries().size(); from += most) {
            messages.add(message.addAllEntries(listing.lines(from, from + most)).build());
            message = CommitManifestRequest.newBuilder();
        }
        return messages;
    }
}
