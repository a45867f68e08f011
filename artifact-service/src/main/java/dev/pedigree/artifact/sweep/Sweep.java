package dev.pedigree.artifact.sweep;

import dev.pedigree.artifact.blob.Project;
import dev.pedigree.artifact.blob.Projects;
import dev.pedigree.artifact.download.Quarantine;
import dev.pedigree.artifact.manifest.ManifestStore;
import dev.pedigree.artifact.pin.PinFeed;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.fault.Corrupt;
import dev.pedigree.chassis.store.ObjectStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One sweep over everything. Nothing begins before all pins are known: without the registry there is no sweep.
///
/// Manifests go strictly before what they list, because blobs are judged by the manifests that are left, condemned ones
/// too. See the README for why nothing is deleted that somebody counts on.
public final class Sweep {
    private static final Logger LOGGER = LoggerFactory.getLogger(Sweep.class);

    private final SweepSettings settings;
    private final Database database;
    private final Projects projects;
    private final PinFeed feed;
    private final ManifestSweep manifests;
    private final BlobSweep blobs;
    private final ContainerSweep containers;
    private final PackRewrite packs;
    private final OrphanSweep orphans;
    private final SweepMeters meters;
    private Instant orphansSought = Instant.EPOCH;

    public Sweep(
            SweepSettings settings,
            Database database,
            ObjectStore objects,
            Projects projects,
            ManifestStore manifests,
            Quarantine quarantine,
            PinFeed feed,
            MeterRegistry meters) {
        this.settings = settings;
        this.database = database;
        this.projects = projects;
        this.feed = feed;
        this.meters = new SweepMeters(meters, Clock.systemUTC());
        this.manifests = new ManifestSweep(database, this.meters);
        this.blobs = new BlobSweep(database, new Marker(database, manifests), this.meters);
        this.containers = new ContainerSweep(database, objects, this.meters);
        this.packs = new PackRewrite(database, objects, quarantine, settings.rewriteBelowPercent(), this.meters);
        this.orphans = new OrphanSweep(database, objects, settings.orphanGrace(), this.meters);
    }

    /// Throws what stopped it; the next one begins anew.
    public void run() throws InterruptedException {
        try {
            Horizon horizon = Horizon.of(now(), settings.grace());
            feed.catchUp();
            manifests.run(horizon);
            projects.all().forEach(project -> sweep(project, horizon));
            containers.settle();
            projects.all().forEach(packs::run);
            containers.settle();
            containers.delete(horizon);
            seekOrphans(horizon.began());
            meters.ended();
        } catch (RuntimeException failure) {
            meters.failed();
            throw failure;
        }
    }

    private void sweep(Project project, Horizon horizon) {
        try {
            blobs.run(project, horizon);
        } catch (Corrupt corrupt) {
            LOGGER.error(
                    "what the manifests of {} list cannot be read, so none of its blobs are judged: {}",
                    project.name(),
                    corrupt.getMessage());
        }
    }

    /// Listing everything is dear, and orphans are never urgent.
    private void seekOrphans(Instant now) {
        if (orphansSought.plus(settings.orphanGrace().dividedBy(4)).isBefore(now)) {
            orphans.giveUpUploads(now);
            projects.all().forEach(project -> orphans.run(project, now));
            orphansSought = now;
        }
    }

    private Instant now() {
        return database.read(sql -> sql.resultQuery("select clock_timestamp()").fetchSingle(0, OffsetDateTime.class))
                .toInstant();
    }
}
