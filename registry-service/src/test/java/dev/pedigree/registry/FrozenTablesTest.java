package dev.pedigree.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.registry.testing.RegistryRig;
import dev.pedigree.registry.testing.Sample;
import dev.pedigree.v1.SetAliasRequest;
import dev.pedigree.v1.Version;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The last ring: what the service's own role cannot do to the database, whatever our code does.
final class FrozenTablesTest {
    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    @BeforeAll
    static void fill() throws Exception {
        Sample sample = Sample.in(RIG);
        Version dataset = sample.dataset("images");
        Version model = sample.model("net", dataset.getName());
        RIG.writer()
                .setAlias(SetAliasRequest.newBuilder()
                        .setName(sample.project() + "/models/net/aliases/prod")
                        .setVersion(model.getName())
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "project",
                "asset",
                "version",
                "edge",
                "evaluation",
                "lifecycle_step",
                "transition",
                "annotation",
                "retirement",
                "alias_move",
                "deploy_policy",
                "deployment",
                "deployment_end",
                "change",
                "feed_epoch",
                "schema_change",
                "labelled",
                "schema_review",
                "version_labels"
            })
    void aFrozenTableRefusesEveryChange(String table) {
        refuses("update " + table + " set " + anyColumn(table) + " = " + anyColumn(table));
        refuses("delete from " + table);
        refuses("truncate " + table + " cascade");
    }

    @Test
    void aFrozenTableRefusesItsOwnerToo() {
        for (String statement : new String[] {"delete from change", "update version set number = 9"}) {
            assertThatThrownBy(() -> RIG.executeAsOwner(statement))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    void aStateDoesNotMoveWithoutItsTransition() {
        assertThat(refuses("update version_state set state = 'DEPRECATED', revision = revision + 1"))
                .contains("a state moves only with its transition");
        assertThat(refuses("update version_state set state = 'RETIRED', revision = revision + 1"))
                .contains("a state moves only with its transition");
    }

    @Test
    void aTransitionIsNotStoredWithoutItsMove() {
        assertThat(refuses("""
                        insert into transition
                          (version_id, revision, from_state, verb, to_state, actor, reason, request_id)
                        select version_id, revision + 1, 'REGISTERED', 'DEPRECATE', 'DEPRECATED', 'eve', 'so', ''
                        from version_state limit 1""")).contains("a transition is stored only with the move it describes");
    }

    @Test
    void anIllegalStepIsNotStored() {
        assertThat(refuses("""
                        insert into transition
                          (version_id, revision, from_state, verb, to_state, actor, reason, request_id)
                        select version_id, revision + 1, 'REGISTERED', 'RETIRE', 'RETIRED', 'eve', 'so', ''
                        from version_state limit 1""")).contains("lifecycle_step");
    }

    @Test
    void aRevisionIsNotSkippedOrRepeated() {
        refuses("update version_state set revision = revision + 2");
        refuses("update version_state set description = 'other'");
    }

    @Test
    void anAliasDoesNotMoveWithoutItsMove() {
        assertThat(refuses("update alias set revision = revision + 1")).contains("an alias moves only with its move");
        assertThat(refuses("delete from alias")).contains("an alias is removed only with its move");
        assertThat(refuses("""
                        insert into alias (asset_id, alias, version_id, revision)
                        select asset_id, 'other', version_id, revision from alias limit 1""")).contains("an alias moves only with its move");
    }

    @Test
    void anEdgePointsOnlyFromNewToOld() {
        assertThat(refuses("insert into edge select target, relation, source from edge limit 1"))
                .contains("edge_check");
    }

    @Test
    void theServiceCannotSwitchAGuardOff() {
        refuses("alter table version disable trigger frozen");
        refuses("drop trigger frozen on version");
        refuses("set session_replication_role = replica");
        refuses("create table registry.mine (id int)");
        refuses("create temporary table mine (id int)");
    }

    private static String anyColumn(String table) {
        return switch (table) {
            case "edge" -> "relation";
            case "lifecycle_step" -> "verb";
            case "annotation", "retirement", "deployment_end", "transition", "evaluation" -> "actor";
            case "feed_epoch" -> "epoch";
            case "change" -> "subject";
            case "alias_move" -> "alias";
            case "deploy_policy", "deployment" -> "actor";
            case "version" -> "record";
            case "schema_change" -> "kind";
            case "schema_review" -> "outcome";
            case "labelled" -> "statistics";
            default -> "creator";
        };
    }

    private static String refuses(String statement) {
        SQLException refusal =
                org.assertj.core.api.Assertions.catchThrowableOfType(SQLException.class, () -> execute(statement));
        assertThat((Throwable) refusal).as(statement).isNotNull();
        return refusal.getMessage();
    }

    private static void execute(String text) throws SQLException {
        try (Connection connection = RIG.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }
}
