package dev.pedigree.label.keep;

import dev.pedigree.chassis.host.Rounds;
import dev.pedigree.label.file.Losses;
import dev.pedigree.label.ledger.LedgerStore;
import dev.pedigree.label.upstream.ArtifactClient;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.ProjectName;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Renews the leases of all files that ledgers are read from, at once and then as often as it is told.
///
/// The registry's feed pins what a version names: its ledger by digest, and the change file that the ledger was made
/// from. In which files the labels lie at present only this service knows, so it holds them as any client would. As
/// long as it runs once within a lease, nothing of them is ever due.
public final class Renewal {
    private static final Logger LOGGER = LoggerFactory.getLogger(Renewal.class);
    private static final int BATCH = 10_000;
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final LedgerStore ledgers;
    private final ArtifactClient artifacts;
    private final Losses losses;

    private Renewal(LedgerStore ledgers, ArtifactClient artifacts, Losses losses) {
        this.ledgers = ledgers;
        this.artifacts = artifacts;
        this.losses = losses;
    }

    public static Rounds start(LedgerStore ledgers, ArtifactClient artifacts, Losses losses, Duration interval) {
        Renewal renewal = new Renewal(ledgers, artifacts, losses);
        return Rounds.start("renew-leases", () -> renewal.renew() ? interval : AGAIN);
    }

    private boolean renew() {
        try {
            ledgers.files().forEach(this::renew);
            return true;
        } catch (RuntimeException failure) {
            LOGGER.warn("the leases of label files cannot be renewed; trying again", failure);
            return false;
        }
    }

    private void renew(ProjectName project, List<Digest> files) {
        for (int start = 0; start < files.size(); start += BATCH) {
            List<Digest> some = files.subList(start, Math.min(files.size(), start + BATCH));
            if (!artifacts.missing(project, some).isEmpty()) {
                LOGGER.error("label files of {} are gone, or change files; what can be is made again", project);
                losses.report(project);
            }
        }
    }
}
