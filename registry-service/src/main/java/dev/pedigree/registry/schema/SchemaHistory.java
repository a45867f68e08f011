package dev.pedigree.registry.schema;

import static dev.pedigree.registry.jooq.Tables.VERSION;

import dev.pedigree.lifecycle.schema.EarlierSchema;
import dev.pedigree.lifecycle.schema.LabelSchema;
import dev.pedigree.v1.LabelClass;
import dev.pedigree.v1.VersionRecord;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record2;

/// Reads the versions of a label schema as the rule book sees them. They never change, so no lock is needed.
public final class SchemaHistory {
    private final BiFunction<DSLContext, Long, VersionRecord> records;

    /// @param records reads the record of the version with a row id
    public SchemaHistory(BiFunction<DSLContext, Long, VersionRecord> records) {
        this.records = records;
    }

    /// Every version before `number`, the newest first; each is read when it is asked for.
    Iterator<EarlierSchema> before(DSLContext sql, long asset, long number) {
        List<Record2<Long, Integer>> earlier = sql.select(VERSION.ID, VERSION.NUMBER)
                .from(VERSION)
                .where(VERSION.ASSET_ID.eq(asset))
                .and(VERSION.NUMBER.lt((int) number))
                .orderBy(VERSION.NUMBER.desc())
                .fetch();
        return earlier.stream()
                .map(row -> new EarlierSchema(row.value2(), read(sql, row.value1())))
                .iterator();
    }

    /// The ids of all classes of the version with this row id.
    Set<String> classIds(DSLContext sql, long id) {
        return records.apply(sql, id).getLabelSchema().getClassesList().stream()
                .map(LabelClass::getId)
                .collect(Collectors.toSet());
    }

    /// The version with this row id, which is one of a label schema.
    public LabelSchema read(DSLContext sql, long id) {
        return SchemaCodec.parse(records.apply(sql, id).getLabelSchema());
    }
}
