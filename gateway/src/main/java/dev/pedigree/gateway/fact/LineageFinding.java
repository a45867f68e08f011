package dev.pedigree.gateway.fact;

import dev.pedigree.lifecycle.gate.LineageFact;
import dev.pedigree.lifecycle.gate.LineageGap;
import dev.pedigree.mesh.v1.LineageEvidence;
import java.util.Optional;

/// What lineage-service said, if it did: the fact for the judge and the evidence for the registry.
public record LineageFinding(LineageFact fact, Optional<LineageEvidence> evidence) {
    static LineageFinding known(LineageEvidence evidence) {
        LineageFact fact = new LineageFact.Known(evidence.getGapsList().stream()
                .map(gap -> new LineageGap(gap.getVersion(), gap.getMissing()))
                .toList());
        return new LineageFinding(fact, Optional.of(evidence));
    }

    static LineageFinding unknown(String reason) {
        return new LineageFinding(new LineageFact.Unknown(reason), Optional.empty());
    }
}
