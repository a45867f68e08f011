package dev.pedigree.registry.ancestry;

import static dev.pedigree.registry.jooq.Tables.EDGE;

import java.util.List;
import org.jooq.Condition;

/// The relations by which one version was made from another, so that it stands or falls with it.
///
/// PARENT is not among them: a version that follows another replaces it, and a superseded dataset may well be
/// retired. Evaluations and deployments are made about versions, not from them.
final class Derivation {

    static final List<String> RELATIONS =
            List.of("TRAINING", "VALIDATION", "TEST", "BASE_MODEL", "SOURCE", "LABEL_SCHEMA");

    private Derivation() {}

    /// Restricts [EDGE] to derivations.
    static Condition isDerivation() {
        return EDGE.RELATION.in(RELATIONS);
    }
}
