package dev.pedigree.label.prepare;

import dev.pedigree.label.engine.Session;
import dev.pedigree.label.rule.ChangeKind;
import dev.pedigree.v1.CorrectionCount;
import dev.pedigree.v1.LabelLedgerStatistics;
import dev.pedigree.v1.MovedCount;
import org.jooq.Record;

/// Counts what a change made of the labels, from the tables of the workbench.
final class Teller {
    private final Session session;
    private final Change change;

    Teller(Session session, Change change) {
        this.session = session;
        this.change = change;
    }

    /// What the labels come to, if the parent's came to `before`.
    Tally count(Counts before) {
        Counts after = after(before);
        LabelLedgerStatistics.Builder statistics = StatisticsCodec.toWire(after)
                .addAllParentDistribution(StatisticsCodec.toWire(before).getDistributionList());
        describe(statistics);
        return new Tally(after, statistics.build());
    }

    private Counts after(Counts before) {
        Census census = new Census(session);
        if (change.kind() == ChangeKind.SCHEMA) {
            return census.count("after");
        }
        session.query(sql -> sql.execute(change.kind().corrects() ? Tables.AFTER_CORRECTIONS : Tables.AFTER));
        Counts after = census.count("after");
        return change.parent().isEmpty()
                ? after
                : before.minus(census.count("touched")).plus(after);
    }

    private void describe(LabelLedgerStatistics.Builder statistics) {
        Record totals = session.query(sql -> sql.fetchSingle("""
            select count(*) filter (where original is null), count(*) filter (where original is not null and class is not null),
                   count(*) filter (where class is null), count(distinct sample) from delta\
            """));
        long moved = change.kind() != ChangeKind.SCHEMA
                ? 0
                : (long) session.query(sql -> sql.fetchValue(
                        "select count(*) from parent where class in (select moved from move where targets = 0)"));
        statistics
                .setAdded(totals.get(0, Long.class))
                .setCorrected(totals.get(1, Long.class))
                .setWithdrawn(totals.get(2, Long.class) + moved)
                .setChangedSamples(totals.get(3, Long.class));
        session.query(sql -> sql.fetch("""
            select original, coalesce(class, ''), count(*) from delta where original is not null
            group by all order by all\
            """))
                .forEach(row -> statistics.addCorrections(CorrectionCount.newBuilder()
                        .setOriginal(row.get(0, String.class))
                        .setCorrected(row.get(1, String.class))
                        .setAnnotations(row.get(2, Long.class))));
        if (change.kind() == ChangeKind.SCHEMA) {
            session.query(sql -> sql.fetch(Tables.MOVED))
                    .forEach(row -> statistics.addMoved(MovedCount.newBuilder()
                            .setClassId(row.get(0, String.class))
                            .setAnnotations(row.get(1, Long.class))));
        }
    }
}
