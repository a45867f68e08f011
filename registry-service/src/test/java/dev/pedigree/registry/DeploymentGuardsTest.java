package dev.pedigree.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.registry.testing.RegistryRig;
import dev.pedigree.registry.testing.Scene;
import io.grpc.StatusException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the service's own role cannot do to deployments, whatever our code does.
final class DeploymentGuardsTest {
    private static final String NEXT = """
            insert into deployment
              (environment_id, number, version_id, record, record_digest, actor, started_at)
            select environment_id, number + 1, version_id, record, record_digest, 'eve', now()
            from deployment order by id desc limit 1""";

    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    /// One ended deployment, one live.
    @BeforeAll
    static void fill() throws StatusException {
        Scene scene = new Scene(RIG);
        scene.policy();
        scene.deploy(scene.deployable());
        scene.deploy(scene.deployable());
    }

    @Test
    void anEnvironmentDoesNotLeaveADeploymentWithoutItsEnd() {
        refused(
                "update environment set revision = revision + 1, current_deployment_id = null",
                "a deployment is left only with its end");
    }

    @Test
    void anEnvironmentDoesNotSkipARevision() {
        refused("update environment set revision = revision + 2", "one revision at a time");
        refused("update environment set policy_revision = 2", "one revision at a time");
    }

    @Test
    void anEnvironmentDoesNotGoBackToADeploymentThatHasEnded() {
        refused("""
                insert into deployment_end (deployment_id, ended_at, actor, reason)
                select current_deployment_id, now(), 'eve', 'so' from environment;
                update environment set revision = revision + 1, current_deployment_id = (select min(id) from deployment)
                """, "a deployment of its own that has not ended");
    }

    @Test
    void aDeploymentDoesNotBeginBesideItsEnvironment() {
        refused(NEXT, "live exactly while its environment runs it");
    }

    @Test
    void aDeploymentDoesNotEndBesideItsEnvironment() {
        refused("""
                insert into deployment_end (deployment_id, ended_at, actor, reason)
                select current_deployment_id, now(), 'eve', 'so' from environment
                """, "live exactly while its environment runs it");
    }

    @Test
    void aDeploymentIsNeverRewrittenByTheServiceNorByTheOwner() {
        for (String text : new String[] {
            "update deployment set actor = 'eve'",
            "update deployment_end set ended_at = now()",
            "delete from deployment"
        }) {
            refused(text, "permission denied");
            assertThatThrownBy(() -> RIG.executeAsOwner(text)).hasMessageContaining("append-only");
        }
    }

    private static void refused(String text, String why) {
        assertThatThrownBy(() -> execute(text)).isInstanceOf(SQLException.class).hasMessageContaining(why);
        assertThat(live()).isEqualTo(1);
    }

    private static int live() {
        return RIG.database()
                .read(sql -> sql.fetchSingle("select count(current_deployment_id) from environment")
                        .get(0, Integer.class));
    }

    private static void execute(String text) throws SQLException {
        try (Connection connection = RIG.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(text);
            connection.commit();
        }
    }
}
