package dev.pedigree.registry.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.registry.testing.RegistryRig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ReplySweeperTest {
    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    @Test
    void onlyRepliesOlderThanSevenDaysAreRemovedAndFewAtATime() {
        insert(1500, "8 days");
        insert(20, "6 days");
        assertThat(ReplySweeper.sweep(RIG.database())).isEqualTo(1000);
        assertThat(ReplySweeper.sweep(RIG.database())).isEqualTo(500);
        assertThat(ReplySweeper.sweep(RIG.database())).isZero();
        assertThat(RIG.database()
                        .<Integer>read(sql ->
                                sql.resultQuery("select count(*) from reply").fetchSingle(0, Integer.class)))
                .isEqualTo(20);
    }

    private static void insert(int count, String age) {
        RIG.database()
                .<Integer>write(sql -> sql.query(
                                "insert into reply (project, caller, request_id, method, fingerprint, created_at) "
                                        + "select 'projects/p', 'ann', gen_random_uuid(), 'm', '', now() - ?::interval "
                                        + "from generate_series(1, ?)",
                                age,
                                count)
                        .execute());
    }
}
