package dev.pedigree.registry.deployment;

import dev.pedigree.lifecycle.State;
import dev.pedigree.lifecycle.gate.InputFact;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.registry.ancestry.Ancestry;
import dev.pedigree.registry.environment.Environment;
import dev.pedigree.registry.evaluation.EvaluationStore;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.registry.policy.Policies;
import dev.pedigree.registry.review.LearnedLabels;
import dev.pedigree.registry.version.Versions;
import dev.pedigree.v1.DeployPolicy;
import dev.pedigree.v1.Evaluation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;

/// Reads what the registry knows about putting a version into an environment.
public final class FactReader {
    private final VersionIds ids;
    private final Versions versions;
    private final EvaluationStore evaluations;
    private final LearnedLabels labels;

    public FactReader(VersionIds ids, Versions versions, EvaluationStore evaluations, LearnedLabels labels) {
        this.ids = ids;
        this.versions = versions;
        this.evaluations = evaluations;
        this.labels = labels;
    }

    /// As it stands, to explain.
    Facts read(DSLContext sql, Environment environment, VersionName version) {
        return read(sql, environment, version, Holding.NONE);
    }

    /// As it stands and stays until the transaction ends, to decide. The environment is locked already; now the
    /// version, everything it was made from and what runs are kept from being moved, and from being evaluated or
    /// reviewed anew; the label schemas that count get no further version.
    Facts hold(DSLContext tx, Environment environment, VersionName version) {
        return read(tx, environment, version, Holding.SHARED);
    }

    private Facts read(DSLContext sql, Environment environment, VersionName version, Holding holding) {
        long id = ids.require(sql, version);
        Optional<Stored> current = environment.current().map(running -> Deployments.read(sql, running));
        Set<Long> ancestry = new TreeSet<>(Ancestry.of(sql, id));
        Map<Long, State> found = holding.states(sql, all(id, ancestry, current));
        DeployPolicy policy = Policies.inForce(sql, environment);
        return new Facts(
                environment,
                policy,
                current,
                version,
                id,
                versions.record(sql, id),
                found.get(id),
                inputs(sql, ancestry, found),
                labels.of(sql, id, holding::schemas),
                counting(sql, policy, version),
                current.flatMap(running -> counting(sql, policy, running.version())));
    }

    private static Set<Long> all(long version, Set<Long> ancestry, Optional<Stored> current) {
        Set<Long> all = new TreeSet<>(ancestry);
        all.add(version);
        current.map(Stored::versionId).ifPresent(all::add);
        return all;
    }

    private List<InputFact> inputs(DSLContext sql, Set<Long> ancestry, Map<Long, State> states) {
        Map<Long, VersionName> names = ids.names(sql, ancestry);
        return ancestry.stream()
                .map(id -> new InputFact(names.get(id), states.get(id)))
                .toList();
    }

    private Optional<Evaluation> counting(DSLContext sql, DeployPolicy policy, VersionName version) {
        VersionName dataset = VersionName.parse(policy.getDatasetVersion());
        return evaluations.newest(sql, version, dataset, policy.getEvaluator());
    }
}
