package dev.pedigree.registry.review;

import static dev.pedigree.registry.jooq.Tables.SCHEMA_CHANGE;
import static dev.pedigree.registry.jooq.Tables.VERSION;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.jooq.impl.DSL.or;

import dev.pedigree.lifecycle.schema.ChangeKind;
import dev.pedigree.lifecycle.schema.ClassChange;
import dev.pedigree.lifecycle.schema.SchemaStep;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record;

/// What versions of label schemas changed that bears on the meaning of labels written before them, by schema.
record LaterChanges(Map<Long, List<SchemaStep>> bySchema) {
    /// What makes labels stale, and what says which class they are of now.
    private static final List<String> BEARING = Stream.concat(
                    Arrays.stream(ChangeKind.values()).filter(ChangeKind::makesStale),
                    Stream.of(ChangeKind.CLASS_MERGED))
            .map(ChangeKind::name)
            .toList();

    /// After whatever these are labelled in.
    static LaterChanges than(DSLContext sql, Collection<LabelledVersion> labelled) {
        Map<Long, Integer> earliest = labelled.stream()
                .collect(Collectors.toMap(LabelledVersion::schema, LabelledVersion::number, Math::min));
        if (earliest.isEmpty()) {
            return new LaterChanges(Map.of());
        }
        Map<Long, TreeMap<Integer, List<ClassChange>>> changes = sql
                .select(VERSION.ASSET_ID, VERSION.NUMBER)
                .select(SCHEMA_CHANGE.fields())
                .from(VERSION)
                .join(SCHEMA_CHANGE)
                .on(SCHEMA_CHANGE.VERSION_ID.eq(VERSION.ID))
                .where(or(earliest.entrySet().stream()
                        .map(entry -> VERSION.ASSET_ID.eq(entry.getKey()).and(VERSION.NUMBER.gt(entry.getValue())))
                        .toList()))
                .and(SCHEMA_CHANGE.KIND.in(BEARING))
                .orderBy(VERSION.ID, SCHEMA_CHANGE.POSITION)
                .fetch()
                .stream()
                .collect(groupingBy(
                        row -> row.get(VERSION.ASSET_ID),
                        groupingBy(
                                row -> row.get(VERSION.NUMBER),
                                TreeMap::new,
                                mapping(LaterChanges::change, toList()))));
        return new LaterChanges(changes.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> steps(entry.getValue()))));
    }

    /// After the version that it is labelled in, the oldest first.
    List<SchemaStep> after(LabelledVersion labelled) {
        return bySchema.getOrDefault(labelled.schema(), List.of()).stream()
                .filter(step -> step.number() > labelled.number())
                .toList();
    }

    private static List<SchemaStep> steps(TreeMap<Integer, List<ClassChange>> byNumber) {
        return byNumber.entrySet().stream()
                .map(entry -> new SchemaStep(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static ClassChange change(Record row) {
        return new ClassChange(
                ChangeKind.valueOf(row.get(SCHEMA_CHANGE.KIND)),
                row.get(SCHEMA_CHANGE.CLASS_ID),
                List.of(row.get(SCHEMA_CHANGE.OTHERS)),
                row.get(SCHEMA_CHANGE.ATTRIBUTE));
    }
}
