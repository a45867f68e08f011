package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static dev.pedigree.artifact.Client.digestOf;
import static dev.pedigree.artifact.Client.entry;
import static dev.pedigree.artifact.Client.fault;
import static dev.pedigree.artifact.Client.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.limit.Limits;
import dev.pedigree.artifact.part.PartSizes;
import dev.pedigree.chassis.fault.Fault;
import dev.pedigree.chassis.host.ServiceHost;
import dev.pedigree.v1.BlobEncoding;
import dev.pedigree.v1.BlobUpload;
import dev.pedigree.v1.Capabilities;
import dev.pedigree.v1.CommitUploadPartsRequest;
import dev.pedigree.v1.DigestFunction;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.GetCapabilitiesRequest;
import dev.pedigree.v1.ManifestEntry;
import dev.pedigree.v1.PartDigest;
import dev.pedigree.v1.QueryUploadRequest;
import dev.pedigree.v1.SignUploadPartsRequest;
import dev.pedigree.v1.SignUploadPartsResponse;
import dev.pedigree.v1.UploadBlobRequest;
import dev.pedigree.v1.UploadState;
import dev.pedigree.v1.UploadStatus;
import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Every limit is told, and whatever is over one is refused with the limit and what came.
class LimitsTest {
    private static final int MOST_ENTRIES = 2_500;

    @RegisterExtension
    static final ArtifactExtension ARTIFACTS = new ArtifactExtension(settings());

    private final Client client = ARTIFACTS.client("limits");
    private final ByteString blob = RandomBytes.of(10);
    private final ByteString whole = RandomBytes.of(11);
    private Capabilities told;

    private static ArtifactSettings settings() {
        ArtifactSettings usual = ArtifactSettings.usual();
        return new ArtifactSettings(
                usual.lease(),
                usual.uploadMemory(),
                usual.downloadMemory(),
                usual.parts(),
                usual.uploadIdle(),
                Limits.of(usual.parts(), MOST_ENTRIES, usual.limits().uploadsPerCaller()));
    }

    @BeforeEach
    void ask() throws Exception {
        told = client.stub()
                .getCapabilities(GetCapabilitiesRequest.newBuilder()
                        .setParent(client.parent())
                        .build());
        client.batch(List.of(item(blob)));
    }

    @Test
    void usuallyAManifestMayListTenMillionFiles() {
        assertThat(ArtifactSettings.usual().limits().manifestEntries()).isEqualTo(10_000_000);
    }

    @Test
    void bytesOfABatch() {
        int each = (int) told.getMaxBatchBlobBytes();
        int count = (int) (told.getMaxBatchBytes() / each) + 1;

        assertRefused(
                fault(() -> client.batch(Collections.nCopies(count, item(RandomBytes.of(each))))),
                told.getMaxBatchBytes(),
                (long) count * each);
    }

    /// Sizes that add up to little once they have overflowed, so that a billion bytes would be made room for.
    @Test
    void bytesOfABatchThatAreMoreThanCanBeCounted() {
        List<BlobUpload> items = List.of(
                stated(1L << 62),
                stated(1L << 62),
                stated(1L << 62),
                stated((1L << 62) - 2_000_000_000),
                stated(1_000_000_000).toBuilder()
                        .setEncoding(BlobEncoding.BLOB_ENCODING_ZSTD)
                        .build());

        assertRefused(fault(() -> client.batch(items)), told.getMaxBatchBytes(), 1L << 62);
        assertRefused(fault(() -> client.batch(items.subList(4, 5))), told.getMaxBatchBytes(), 1_000_000_000);
    }

    private static BlobUpload stated(long size) {
        return item(ByteString.EMPTY).toBuilder().setSize(size).build();
    }

    @Test
    void anUploadAsLargeAsTheLimitIsTakenAndNoLarger() throws Exception {
        long most = told.getMaxBlobBytes();

        assertThat(sign(most).getRequestsCount()).isEqualTo(1);
        assertThat(query(most).getState()).isEqualTo(UploadState.UPLOAD_STATE_OPEN);
        assertRefused(fault(() -> sign(most + 1)), most, most + 1);
        assertRefused(fault(() -> query(most + 1)), most, most + 1);
    }

    private SignUploadPartsResponse sign(long size) throws StatusException {
        return client.stub()
                .signUploadParts(SignUploadPartsRequest.newBuilder()
                        .setParent(client.parent())
                        .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                        .setDigest(digest(whole))
                        .setSize(size)
                        .addParts(PartDigest.newBuilder().setNumber(10_000).setDigest(digest(blob)))
                        .build());
    }

    private UploadStatus query(long size) throws StatusException {
        return client.stub()
                .queryUpload(QueryUploadRequest.newBuilder()
                        .setParent(client.parent())
                        .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                        .setDigest(digest(whole))
                        .setSize(size)
                        .build());
    }

    /// Blobs and parts may be larger than the memory of a service that was given less of it later.
    @Test
    @Timeout(15)
    void whatIsLargerThanTheMemoryForTransfersIsGivenAllTheSame() throws Exception {
        ByteString alone = RandomBytes.of(7 << 20);
        ByteString parts = RandomBytes.of(9 << 20);
        client.upload(alone);
        client.upload(parts);
        ArtifactSettings usual = settings();
        PartSizes small = new PartSizes(1 << 20, 1);
        ArtifactSettings narrow = new ArtifactSettings(
                usual.lease(), 4 << 20, 4 << 20, small, usual.uploadIdle(), Limits.of(small, 1_000, 64));

        Artifacts artifacts =
                new Artifacts(narrow, ARTIFACTS.database(), ARTIFACTS.objects(), Optional.of(ARTIFACTS.signer()));
        try (artifacts;
                ServiceHost host = ArtifactExtension.start(artifacts)) {
            ManagedChannel channel = ArtifactExtension.channel(host, ArtifactExtension.GATEWAY);
            Client other = new Client(channel, "limits");

            assertThat(other.download(digestOf(alone))).isEqualTo(alone);
            assertThat(other.download(digestOf(parts))).isEqualTo(parts);
            channel.shutdownNow();
        }
    }

    @Test
    void bytesOfAnUploadThatIsAskedForSignedOrCommitted() {
        PartDigest part =
                PartDigest.newBuilder().setNumber(1).setDigest(digest(blob)).build();

        assertRefused(
                fault(() -> client.stub()
                        .queryUpload(QueryUploadRequest.newBuilder()
                                .setParent(client.parent())
                                .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                                .setDigest(digest(blob))
                                .setSize(Long.MAX_VALUE)
                                .build())),
                told.getMaxBlobBytes(),
                Long.MAX_VALUE);
        assertRefused(
                fault(() -> client.stub()
                        .signUploadParts(SignUploadPartsRequest.newBuilder()
                                .setParent(client.parent())
                                .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                                .setDigest(digest(blob))
                                .setSize(Long.MAX_VALUE)
                                .addParts(part)
                                .build())),
                told.getMaxBlobBytes(),
                Long.MAX_VALUE);
        assertRefused(
                fault(() -> client.stub()
                        .commitUploadParts(CommitUploadPartsRequest.newBuilder()
                                .setParent(client.parent())
                                .setDigestFunction(DigestFunction.DIGEST_FUNCTION_SHA256)
                                .setDigest(digest(blob))
                                .setSize(Long.MAX_VALUE)
                                .addParts(part)
                                .build())),
                told.getMaxBlobBytes(),
                Long.MAX_VALUE);
    }

    @Test
    void aRangeThatEndsWhereNoNumberReaches() throws Exception {
        assertThat(client.download(digestOf(blob), 3, Long.MAX_VALUE)).isEqualTo(blob.substring(3));
        assertThat(fault(() -> client.download(digestOf(blob), Long.MAX_VALUE, Long.MAX_VALUE))
                        .reason())
                .isEqualTo(ErrorReason.ERROR_REASON_FIELDS_INVALID);
    }

    @Test
    void sizesOfAManifestThatAreMoreThanCanBeCounted() {
        List<ManifestEntry> entries = entries(3).stream()
                .map(entry -> entry.toBuilder().setSize(Long.MAX_VALUE).build())
                .toList();

        assertThat(fault(() -> client.commit(digestOf(blob).toString(), entries))
                        .reason())
                .isEqualTo(ErrorReason.ERROR_REASON_MANIFEST_INVALID);
    }

    @Test
    void blobsOfABatch() {
        List<BlobUpload> many = Collections.nCopies(told.getMaxBatchBlobs() + 1, item(RandomBytes.of(1)));

        assertRefused(fault(() -> client.batch(many)), told.getMaxBatchBlobs(), many.size());
    }

    @Test
    void bytesOfABlob() {
        long tooMany = told.getMaxBlobBytes() + 1;

        assertRefused(fault(() -> client.upload(digest(blob), tooMany, blob)), told.getMaxBlobBytes(), tooMany);
    }

    @Test
    void bytesOfAMessage() {
        ByteString heavy = RandomBytes.of(told.getMaxChunkBytes() + 1);

        Fault fault = fault(() -> {
            var call = client.beginUpload();
            call.write(client.first(digest(heavy), heavy.size()));
            call.write(UploadBlobRequest.newBuilder().setData(heavy).build());
            call.halfClose();
            call.read();
        });
        assertRefused(fault, told.getMaxChunkBytes(), heavy.size());
    }

    @Test
    void digestsToLookFor() {
        int tooMany = told.getMaxFindMissingDigests() + 1;

        assertRefused(
                fault(() -> client.missing(RandomBytes.of(tooMany * 32))), told.getMaxFindMissingDigests(), tooMany);
    }

    @Test
    void entriesOfAManifest() throws Exception {
        List<ManifestEntry> fit = entries(MOST_ENTRIES);
        List<ManifestEntry> tooMany = entries(MOST_ENTRIES + 1);

        assertThat(told.getMaxManifestEntries()).isEqualTo(MOST_ENTRIES);
        assertThat(client.commit(ManifestTest.digest(fit), fit).getFileCount()).isEqualTo(MOST_ENTRIES);
        assertRefused(
                fault(() -> client.commit(ManifestTest.digest(tooMany), tooMany)), MOST_ENTRIES, MOST_ENTRIES + 1);
    }

    @Test
    void entriesOfAMessage() {
        int tooMany = told.getMaxManifestChunkEntries() + 1;
        List<ManifestEntry> entries = entries(tooMany);

        assertRefused(
                fault(() -> client.commit(ManifestTest.digest(entries), entries, tooMany)),
                told.getMaxManifestChunkEntries(),
                tooMany);
    }

    private List<ManifestEntry> entries(int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(number -> entry("%06d".formatted(number), blob))
                .toList();
    }

    private static void assertRefused(Fault fault, long limit, long actual) {
        assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_LIMIT_EXCEEDED);
        assertThat(fault.metadata())
                .containsEntry("limit", Long.toString(limit))
                .containsEntry("actual", Long.toString(actual));
    }
}
