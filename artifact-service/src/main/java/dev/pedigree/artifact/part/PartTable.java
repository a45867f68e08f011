package dev.pedigree.artifact.part;

import static dev.pedigree.artifact.jooq.Tables.CONTAINER;
import static dev.pedigree.artifact.jooq.Tables.PART;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import dev.pedigree.lifecycle.Digest;
import java.util.List;
import org.jooq.DSLContext;

/// The SQL of `part`.
public final class PartTable {
    /// Makes `parts` those of a container, which must be there; rows that are there stay as they are.
    public void insert(DSLContext sql, String containerKey, List<Part> parts) {
        sql.batch(parts.stream()
                        .map(part -> sql.insertInto(PART, PART.CONTAINER_ID, PART.NUMBER, PART.SHA256)
                                .select(select(
                                                CONTAINER.ID,
                                                val(part.number()),
                                                val(part.digest().bytes()))
                                        .from(CONTAINER)
                                        .where(CONTAINER.KEY.eq(containerKey)))
                                .onConflictDoNothing())
                        .toList())
                .execute();
    }

    /// The parts of a container from number `first` to number `last`, as far as they are there.
    public List<Part> find(DSLContext sql, String containerKey, int first, int last) {
        return sql.select(PART.NUMBER, PART.SHA256)
                .from(PART)
                .join(CONTAINER)
                .on(CONTAINER.ID.eq(PART.CONTAINER_ID))
                .where(CONTAINER.KEY.eq(containerKey))
                .and(PART.NUMBER.between(first, last))
                .orderBy(PART.NUMBER)
                .fetch(row -> new Part(row.value1(), Digest.of(row.value2())));
    }
}
