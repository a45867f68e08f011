package dev.pedigree.registry.retirement;

import static dev.pedigree.registry.jooq.Tables.RETIREMENT;

import dev.pedigree.lifecycle.name.RetirementName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.lifecycle.retirement.Retention;
import dev.pedigree.lifecycle.retirement.ServicePeriods;
import dev.pedigree.registry.deployment.Service;
import dev.pedigree.registry.jooq.tables.records.RetirementRecord;
import dev.pedigree.registry.mutation.Mutation;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.registry.version.Versions;
import dev.pedigree.v1.RetireVersionRequest;
import dev.pedigree.v1.Retirement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.jooq.DSLContext;

/// Keeps the archival records.
public final class Retirements {
    private static final int DEPENDENTS_NAMED = 1_000;

    private final VersionIds ids;
    private final Versions versions;
    private final Retention retention;

    public Retirements(VersionIds ids, Versions versions, Retention retention) {
        this.ids = ids;
        this.versions = versions;
        this.retention = retention;
    }

    Optional<Retirement> find(DSLContext sql, RetirementName name) {
        return ids.find(sql, name.version())
                .flatMap(version -> sql.selectFrom(RETIREMENT)
                        .where(RETIREMENT.VERSION_ID.eq(version))
                        .fetchOptional())
                .map(row -> RetirementCodec.render(
                        name,
                        row,
                        Optional.ofNullable(row.getSuccessorId()).map(id -> ids.name(sql, id)),
                        versions.read(sql, row.getVersionId()).getInputsList()));
    }

    /// A version serves where it runs itself and where anything runs that was made from it.
    static List<Long> affected(Locked locked, SequencedSet<Long> dependents) {
        List<Long> affected = new ArrayList<>(dependents);
        affected.addFirst(locked.held().id());
        return affected;
    }

    /// At once: the database moves the state only when the record is there.
    void insert(
            Mutation mutation,
            RetireVersionRequest request,
            Locked locked,
            SequencedSet<Long> dependents,
            Instant now) {
        DSLContext tx = mutation.sql();
        ServicePeriods service = Service.of(tx, affected(locked, dependents));
        RetirementRecord row = tx.newRecord(RETIREMENT)
                .setVersionId(locked.held().id())
                .setReason(RetirementCodec.parse(request.getReason()).name())
                .setReasonText(request.getText())
                .setSuccessorId(locked.successor().map(Locked.Other::id).orElse(null))
                .setServiceStart(service.firstStart().orElse(null))
                .setServiceEnd(service.lastEnd().orElse(null))
                .setDependents(RetirementCodec.array(nearest(tx, dependents)))
                .setDependentCount((long) dependents.size())
                .setRetentionUntil(retention.until(service).orElse(now)) // what never served may go at any time
                .setActor(mutation.actor())
                .setCreatedAt(now);
        tx.executeInsert(row);
    }

    private List<VersionName> nearest(DSLContext tx, SequencedSet<Long> dependents) {
        List<Long> named = dependents.stream().limit(DEPENDENTS_NAMED).toList();
        Map<Long, VersionName> names = ids.names(tx, named);
        return named.stream().map(names::get).toList();
    }
}
