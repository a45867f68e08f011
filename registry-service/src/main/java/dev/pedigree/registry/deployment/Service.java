package dev.pedigree.registry.deployment;

import static dev.pedigree.registry.jooq.Tables.DEPLOYMENT;
import static dev.pedigree.registry.jooq.Tables.DEPLOYMENT_END;
import static org.jooq.impl.DSL.any;

import dev.pedigree.lifecycle.retirement.ServicePeriod;
import dev.pedigree.lifecycle.retirement.ServicePeriods;
import java.util.Collection;
import java.util.Optional;
import org.jooq.DSLContext;

/// When versions were in service, as their deployments say.
public final class Service {

    private Service() {}

    public static ServicePeriods of(DSLContext sql, Collection<Long> versions) {
        return new ServicePeriods(sql.select(DEPLOYMENT.STARTED_AT, DEPLOYMENT_END.ENDED_AT)
                .from(DEPLOYMENT)
                .leftJoin(DEPLOYMENT_END)
                .on(DEPLOYMENT_END.DEPLOYMENT_ID.eq(DEPLOYMENT.ID))
                .where(DEPLOYMENT.VERSION_ID.eq(any(versions.toArray(Long[]::new))))
                .fetch(row -> new ServicePeriod(row.value1(), Optional.ofNullable(row.value2()))));
    }
}
