package dev.pedigree.chassis.identity;

import io.grpc.Metadata;

/// The metadata keys that only the mesh may set; the public edge strips them from whatever comes in.
public final class ReservedKeys {
    /// `<caller-name>:<secret>` of the service that calls.
    public static final Metadata.Key<String> SERVICE_TOKEN = key("pedigree-service-token");

    /// The end user, signed for the service that is called.
    public static final Metadata.Key<String> IDENTITY = key("pedigree-identity");

    private static final String PREFIX = "pedigree-";

    private ReservedKeys() {}

    public static boolean isReserved(String name) {
        return name.startsWith(PREFIX);
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
