package dev.pedigree.bench.artifacts;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.pedigree.v1.BlobUpload;
import dev.pedigree.v1.CommitManifestRequest;
import dev.pedigree.v1.GetManifestRequest;
import dev.pedigree.v1.Manifest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What a client does to store a folder: what is hashed is asked for, and sent if it is missing, while the rest
/// is being hashed. Where nothing is missing the server may know this very list of files; else the list goes
/// while the last files do.
record Push(ContentClient client, SmallBlobs blobs, String project) {
    /// So many may still be on their way when the server reads of them.
    private static final int FEW = 1_000;

    /// @return how many blobs had to be sent
    int run(Folder folder) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Stretch> stretches = Collections.synchronizedList(new ArrayList<>());
            Listing listing = folder.hash(part -> stretches.add(Stretch.begin(threads, this, folder, part)));
            String digest = listing.digest();
            if (stretches.stream().noneMatch(Stretch::isLacking) && isCommitted(digest)) {
                stretches.forEach(Stretch::cancel);
                return 0;
            }
            commit(listing, digest, stretches);
            int sent = 0;
            for (Stretch stretch : stretches) {
                sent += stretch.sent().get();
            }
            return sent;
        }
    }

    /// A part of the folder on its way.
    private record Stretch(Future<ByteString> missing, Future<Integer> sent) {
        static Stretch begin(ExecutorService threads, Push push, Folder folder, Listing part) {
            Future<ByteString> missing = threads.submit(() -> push.blobs.missing(push.project, part.digests()));
            return new Stretch(missing, threads.submit(() -> push.send(folder, missing.get(), part)));
        }

        /// As far as is known.
        boolean isLacking() {
            return missing.state() == Future.State.SUCCESS
                    && !missing.resultNow().isEmpty();
        }

        void cancel() {
            boolean _ = missing.cancel(true);
            boolean _ = sent.cancel(true);
        }
    }

    private int send(Folder folder, ByteString missing, Listing part) throws InterruptedException {
        int count = missing.size() / Sha256.LENGTH;
        if (count == 0) {
            return 0;
        }
        Map<ByteString, String> paths = part.paths();
        blobs.upload(project, count, folder.size(), index -> {
            ByteString digest = missing.substring(index * Sha256.LENGTH, (index + 1) * Sha256.LENGTH);
            return BlobUpload.newBuilder()
                    .setDigest(digest)
                    .setData(UnsafeByteOperations.unsafeWrap(folder.content(paths.get(digest))))
                    .build();
        });
        return count;
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
    private void commit(Listing listing, String digest, List<Stretch> stretches) throws Exception {
        awaitMost(stretches);
        Sending<CommitManifestRequest, Manifest> sending = new Sending<>();
        client.streams().commitManifest(sending);
        int count = listing.entries().size();
        int most = blobs.limits().getMaxManifestChunkEntries();
        CommitManifestRequest.Builder message =
                CommitManifestRequest.newBuilder().setParent(project).setDigest(digest);
        for (int from = 0; from < count; from += most) {
            if (!sending.send(
                    message.addAllEntries(listing.lines(from, from + most)).build())) {
                break;
            }
            message = CommitManifestRequest.newBuilder();
        }
        for (Stretch stretch : stretches) {
            int _ = stretch.sent().get();
        }
        if (sending.finish().getFileCount() != count) {
            throw new IllegalStateException("the manifest lists other files");
        }
    }

    /// Until so few files are on their way that the list may go beside them.
    private static void awaitMost(List<Stretch> stretches) throws InterruptedException, ExecutionException {
        int underWay = 0;
        for (Stretch stretch : stretches.reversed()) {
            underWay += stretch.missing().get().size() / Sha256.LENGTH;
            if (underWay > FEW) {
                int _ = stretch.sent().get();
            }
        }
    }
}
