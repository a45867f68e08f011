package dev.pedigree.label.query;

import dev.pedigree.label.engine.Engine;
import dev.pedigree.label.file.LabelFiles;
import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.ledger.LedgerStore;
import dev.pedigree.label.upstream.RegistryClient;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.mesh.v1.LedgerImpact;
import java.util.HashMap;
import java.util.Map;

/// Which models learned from labels that are in doubt, and where they run. Which ledgers held them is found here; which
/// dataset versions name those, and what learned from these, the registry knows.
public final class WhoLearned {
    private final LabelHolders ofOne;
    private final CorrectedHolders ofCorrected;
    private final RegistryClient registry;

    public WhoLearned(
            Engine engine, LabelFiles files, LedgerStore ledgers, GetLabelHistory history, RegistryClient registry) {
        this.ofOne = new LabelHolders(ledgers, history);
        this.ofCorrected = new CorrectedHolders(engine, files, ledgers);
        this.registry = registry;
    }

    /// @param labels in doubt that each ledger held
    public record Answer(LedgerImpact impact, Map<Digest, Long> labels) {}

    public Answer run(Ledger ledger, Doubt doubt, int mostDatasets) {
        Map<Digest, Long> labels = new HashMap<>();
        holders(ledger, doubt)
                .forEach((holder, held) -> labels.put(holder.name().digest(), held));
        LedgerImpact impact = labels.isEmpty()
                ? LedgerImpact.getDefaultInstance()
                : registry.impact(ledger.name().project(), labels.keySet(), mostDatasets);
        return new Answer(impact, labels);
    }

    private Map<Ledger, Long> holders(Ledger ledger, Doubt doubt) {
        return switch (doubt) {
            case Doubt.One one -> ofOne.find(ledger, one);
            case Doubt.Corrected() -> ofCorrected.find(ledger);
        };
    }
}
