package dev.pedigree.lifecycle.gate;

import static dev.pedigree.lifecycle.gate.Gate.LINEAGE_COMPLETE;

import java.util.List;

/// Judges [Gate#LINEAGE_COMPLETE].
record LineageComplete() implements Check {

    @Override
    public List<GateResult> judge(DeployFacts facts) {
        return switch (facts.lineage()) {
            case LineageFact.Unknown unknown ->
                List.of(GateResult.unknown(
                        LINEAGE_COMPLETE,
                        facts.subject(),
                        "the lineage could not be read: %s; try again".formatted(unknown.reason())));
            case LineageFact.Known known
            when known.gaps().isEmpty() ->
                List.of(GateResult.passed(LINEAGE_COMPLETE, facts.subject(), "known up to the roots"));
            case LineageFact.Known known ->
                known.gaps().stream().map(LineageComplete::failed).toList();
        };
    }

    private static GateResult failed(LineageGap gap) {
        String detail = "its record lacks '%s': register a version that states it, and train from that one"
                .formatted(gap.missing());
        return GateResult.failed(LINEAGE_COMPLETE, gap.node(), detail);
    }
}
