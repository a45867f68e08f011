package dev.pedigree.bench.artifacts;

import dev.pedigree.standalone.Mesh;
import dev.pedigree.standalone.S3Server;
import dev.pedigree.standalone.ServiceKind;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// The S3 server that is measured on: one that runs already, or the mesh's own.
final class NamedServer {
    private static final String USUAL_BUCKET = "pedigree-bench";

    private NamedServer() {}

    /// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and, for another bucket than `pedigree-bench`,
    /// `PEDIGREE_BENCH_BUCKET`.
    static S3Server at(URI endpoint) {
        return new S3Server(
                endpoint,
                variable("PEDIGREE_BENCH_BUCKET").orElse(USUAL_BUCKET),
                required("AWS_ACCESS_KEY_ID"),
                required("AWS_SECRET_ACCESS_KEY"));
    }

    static S3Server of(Mesh mesh) {
        Map<String, String> settings = mesh.settings(ServiceKind.ARTIFACT);
        return new S3Server(
                URI.create(settings.get("PEDIGREE_S3_ENDPOINT")),
                settings.get("PEDIGREE_S3_BUCKET"),
                settings.get("PEDIGREE_S3_ACCESS_KEY"),
                settings.get("PEDIGREE_S3_SECRET_KEY"));
    }

    private static String required(String name) {
        return variable(name).orElseThrow(() -> new IllegalArgumentException("set " + name + " for the S3 server"));
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name));
    }
}
