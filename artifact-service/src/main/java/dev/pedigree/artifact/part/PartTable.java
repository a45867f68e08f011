package dev.pedigree.artifact.part;

import static dev.pedigree.artifact.jooq.Tables.CONTAINER;
import static dev.pedigree.artifact.jooq.Tables.PART;

import dev.pedigree.lifecycle.Digest;
import java.util.List;
import org.jooq.DSLContext;

/// The SQL of `part`.
public final class PartTable {
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
