package dev.pedigree.chassis.call;

import io.grpc.Metadata;
import java.util.Optional;

/// How many bytes of headers or trailers one side of a call takes. Most take 8 KiB; one that takes more says so in a
/// header, and gets long refusals in full.
public final class MetadataLimit {
    public static final Metadata.Key<String> HEADER =
            Metadata.Key.of("x-metadata-limit", Metadata.ASCII_STRING_MARSHALLER);

    /// What everybody takes.
    public static final int USUAL = 8 * 1024;

    /// What the services of the mesh take of one another, and the most that is sent to anyone.
    public static final int LARGEST = 256 * 1024;

    private MetadataLimit() {}

    /// What whoever sent `headers` takes.
    public static int of(Metadata headers) {
        return Optional.ofNullable(headers.get(HEADER))
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Integer::parseInt)
                .map(wanted -> Math.clamp(wanted, USUAL, LARGEST))
                .orElse(USUAL);
    }
}
