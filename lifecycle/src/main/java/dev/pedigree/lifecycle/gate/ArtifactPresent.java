package dev.pedigree.lifecycle.gate;

import static dev.pedigree.lifecycle.gate.Gate.ARTIFACT_PRESENT;

import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.ManifestName;
import java.util.List;
import java.util.stream.Collectors;

/// Judges [Gate#ARTIFACT_PRESENT].
record ArtifactPresent() implements Check {

    private static final int NAMED = 5;

    @Override
    public List<GateResult> judge(DeployFacts facts) {
        Digest wanted = facts.candidate().manifest();
        String subject = new ManifestName(facts.candidate().name().project(), wanted).toString();
        if (!facts.artifact().manifest().equals(wanted)) {
            String detail = "the store was asked about %s, not about the version's manifest: ask again"
                    .formatted(facts.artifact().manifest());
            return List.of(GateResult.failed(ARTIFACT_PRESENT, subject, detail));
        }
        return List.of(
                switch (facts.artifact()) {
                    case ArtifactFact.Present present ->
                        GateResult.passed(ARTIFACT_PRESENT, subject, "held until " + present.heldUntil());
                    case ArtifactFact.Missing missing -> GateResult.failed(ARTIFACT_PRESENT, subject, advice(missing));
                });
    }

    private static String advice(ArtifactFact.Missing missing) {
        if (missing.things().isEmpty()) {
            return "the manifest is not in the store: commit it again";
        }
        String named = missing.things().stream().limit(NAMED).collect(Collectors.joining(", "));
        int more = missing.things().size() - NAMED;
        return "not in the store: %s%s; upload the bytes again"
                .formatted(named, more > 0 ? " and %d more".formatted(more) : "");
    }
}
