package dev.pedigree.registry.feed;

import dev.pedigree.chassis.db.Database;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How old the oldest running transaction is: so far the feed lies behind. Looked up when somebody scrapes.
public final class HorizonAge {
    private static final Logger LOGGER = LoggerFactory.getLogger(HorizonAge.class);

    /// Only what has a transaction number holds the horizon.
    private static final String AGE = """
            select coalesce(max(extract(epoch from clock_timestamp() - xact_start)), 0)::float8
            from pg_stat_activity where backend_xid is not null""";

    private HorizonAge() {}

    public static void measure(Database database, MeterRegistry meters) {
        Gauge.builder("pedigree.feed.horizon.age", database, HorizonAge::seconds)
                .description("Age of the oldest writing transaction, which holds back the change feed")
                .baseUnit("seconds")
                .strongReference(true)
                .register(meters);
    }

    private static double seconds(Database database) {
        try {
            return database.read(sql -> sql.resultQuery(AGE).fetchSingle(0, Double.class));
        } catch (RuntimeException unknown) {
            LOGGER.warn("the age of the horizon is unknown", unknown);
            return Double.NaN;
        }
    }
}
