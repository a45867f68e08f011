package dev.pedigree.registry.deployment;

import static dev.pedigree.v1.ErrorReason.ERROR_REASON_NOTHING_TO_ROLL_BACK;

import dev.pedigree.chassis.fault.Refused;
import dev.pedigree.chassis.fault.Violation;
import dev.pedigree.lifecycle.name.DeploymentName;
import dev.pedigree.registry.environment.Environment;
import dev.pedigree.registry.name.Names;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/// Which deployment a rollback takes up again: the one that is named, else the one that the rollback pointer of
/// what runs now names.
///
/// A rollback keeps the pointer of the deployment it took up again. So rolling back once more goes one step further
/// back, and never forward to what was just left.
final class RollbackTarget {

    private RollbackTarget() {}

    /// @param asked name of a deployment, or empty
    /// @throws dev.pedigree.chassis.fault.NotFound DEPLOYMENT_NOT_FOUND
    /// @throws Refused NOTHING_TO_ROLL_BACK
    static Stored find(DSLContext sql, Environment environment, String asked) {
        return asked.isEmpty() ? pointed(sql, environment) : named(sql, environment, asked);
    }

    private static Stored named(DSLContext sql, Environment environment, String asked) {
        DeploymentName name = Names.read("deployment", asked, DeploymentName::parse);
        Stored target = Deployments.require(sql, environment, name);
        if (environment.current().equals(Optional.of(target.id()))) {
            throw nothing(environment, "%s is what runs now".formatted(name));
        }
        return target;
    }

    private static Stored pointed(DSLContext sql, Environment environment) {
        Stored running = environment
                .current()
                .map(id -> Deployments.read(sql, id))
                .orElseThrow(
                        () -> nothing(environment, "%s runs nothing: name a deployment".formatted(environment.name())));
        String before = running.record().getDeployment().getRollback().getDeployment();
        if (before.isEmpty()) {
            throw nothing(environment, "nothing ran before %s".formatted(running.name()));
        }
        return Deployments.require(sql, environment, DeploymentName.parse(before));
    }

    private static Refused nothing(Environment environment, String description) {
        return new Refused(
                ERROR_REASON_NOTHING_TO_ROLL_BACK,
                List.of(new Violation("NOTHING_TO_ROLL_BACK", environment.name().toString(), description)));
    }
}
