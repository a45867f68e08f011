package dev.pedigree.artifact;

import dev.pedigree.artifact.pin.PinFeed;
import dev.pedigree.artifact.pin.Pins;
import dev.pedigree.artifact.sweep.Sweep;
import dev.pedigree.artifact.sweep.SweepSettings;
import dev.pedigree.chassis.upstream.Upstream;
import dev.pedigree.lifecycle.Digest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;

/// Sweeps of a running service, with a registry that the test writes; and time that passes when the test says so.
final class Sweeping implements AutoCloseable {
    private final ArtifactExtension artifacts;
    private final ScriptedRegistry registry = new ScriptedRegistry();
    private final Upstream upstream = registry.upstream();
    private final PinFeed feed;
    private final Sweep sweep;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private int versions;

    Sweeping(ArtifactExtension artifacts, SweepSettings settings) {
        this.artifacts = artifacts;
        this.feed = new PinFeed(upstream, new Pins(artifacts.database()), Duration.ofSeconds(5));
        this.sweep = new Sweep(
                settings,
                artifacts.database(),
                artifacts.objects(),
                artifacts.artifacts().projects(),
                artifacts.artifacts().manifests(),
                artifacts.artifacts().quarantine(),
                feed,
                meters);
    }

    ScriptedRegistry registry() {
        return registry;
    }

    PinFeed feed() {
        return feed;
    }

    double meter(String name) {
        return meters.get(name).counters().stream()
                .mapToDouble(io.micrometer.core.instrument.Counter::count)
                .sum();
    }

    void sweep() throws InterruptedException {
        sweep.run();
    }

    /// A version of the project that pins these digests.
    void pin(String project, Digest... digests) {
        registry.pin("projects/%s/models/net/versions/%d".formatted(project, ++versions), 1, digests);
    }

    /// All leases end.
    void endLeases() throws Exception {
        execute("update artifact.blob set leased_until = least(leased_until, now() - interval '1 s')");
        execute("update artifact.manifest set leased_until = least(leased_until, now() - interval '1 s')");
        artifacts.restart(); // the service remembers leases, which else end by themselves only
    }

    /// Everything that is condemned or dropped has been so for a day more.
    void letADayPass() throws Exception {
        execute("update artifact.blob set condemned_at = condemned_at - interval '1 d'");
        execute("update artifact.manifest set condemned_at = condemned_at - interval '1 d'");
        execute("update artifact.container set dropped_at = dropped_at - interval '1 d'");
    }

    private void execute(String statement) throws Exception {
        try (Connection connection = artifacts.postgres().asOwner().getConnection();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            prepared.executeUpdate();
        }
    }

    @Override
    public void close() {
        upstream.close();
        registry.close();
    }
}
