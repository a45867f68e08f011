package dev.pedigree.registry.review;

import static dev.pedigree.registry.jooq.Tables.LABELLED;
import static dev.pedigree.registry.jooq.Tables.VERSION;
import static org.jooq.impl.DSL.any;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;

/// A dataset version whose labels are written in a version of a label schema.
///
/// @param id row id of the dataset version
/// @param schema row id of the schema, of which they are written in version `number`
/// @param annotated samples that have a label; empty: nobody says
/// @param samples by class, of every class that labels are of; empty: nobody says
/// @param statistics who counted
/// @param unsettled things that have several labels and none in force
public record LabelledVersion(
        long id,
        long schema,
        int number,
        Optional<Long> annotated,
        Map<String, Long> samples,
        String statistics,
        long unsettled) {

    /// Those of these versions that are labelled in a schema.
    static List<LabelledVersion> of(DSLContext sql, Collection<Long> versions) {
        return select(sql)
                .where(LABELLED.VERSION_ID.eq(any(versions.toArray(Long[]::new))))
                .orderBy(LABELLED.VERSION_ID)
                .fetch(LabelledVersion::read);
    }

    /// Versions labelled in any of these schema versions, the newest first.
    public static List<LabelledVersion> in(DSLContext sql, Collection<Long> schemaVersions, int limit) {
        return select(sql)
                .where(LABELLED.SCHEMA_ID.eq(any(schemaVersions.toArray(Long[]::new))))
                .orderBy(LABELLED.VERSION_ID.desc())
                .limit(limit)
                .fetch(LabelledVersion::read);
    }

    /// The classes that labels are of; empty: they may be of any.
    public Optional<Set<String>> used() {
        boolean silent = samples.isEmpty() && !annotated.equals(Optional.of(0L));
        return silent || unsettled > 0 ? Optional.empty() : Optional.of(samples.keySet());
    }

    private static SelectOnConditionStep<Record> select(DSLContext sql) {
        return sql.select(LABELLED.fields())
                .select(VERSION.ASSET_ID, VERSION.NUMBER)
                .from(LABELLED)
                .join(VERSION)
                .on(VERSION.ID.eq(LABELLED.SCHEMA_ID));
    }

    private static LabelledVersion read(Record row) {
        Map<String, Long> samples = new LinkedHashMap<>();
        String[] classes = row.get(LABELLED.CLASS_IDS);
        Long[] counts = row.get(LABELLED.CLASS_SAMPLES);
        for (int index = 0; index < classes.length; index++) {
            samples.put(classes[index], counts[index]);
        }
        return new LabelledVersion(
                row.get(LABELLED.VERSION_ID),
                row.get(VERSION.ASSET_ID),
                row.get(VERSION.NUMBER),
                Optional.ofNullable(row.get(LABELLED.SAMPLES)),
                samples,
                row.get(LABELLED.STATISTICS),
                row.get(LABELLED.UNSETTLED));
    }
}
