package dev.pedigree.registry.name;

import static org.jooq.impl.DSL.field;

import java.time.Instant;
import org.jooq.DSLContext;
import org.jooq.Field;

/// The time as Postgres has it: one clock for all who write, read under the lock whose order it must agree with.
public final class DatabaseClock {
    public static final Field<Instant> NOW = field("clock_timestamp()", Instant.class);

    private DatabaseClock() {}

    public static Instant now(DSLContext sql) {
        return sql.select(NOW).fetchSingle(NOW);
    }
}
