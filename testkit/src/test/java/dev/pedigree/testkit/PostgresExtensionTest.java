package dev.pedigree.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresExtensionTest {
    private static final AtomicInteger PREPARATIONS = new AtomicInteger();

    @RegisterExtension
    static final PostgresExtension FIRST =
            PostgresExtension.preparedBy("one_table", PostgresExtensionTest::createTable);

    @RegisterExtension
    static final PostgresExtension SECOND =
            PostgresExtension.preparedBy("one_table", PostgresExtensionTest::createTable);

    @Test
    void preparation_runs_once_and_each_gets_a_copy_of_its_result() throws SQLException {
        try (Connection first = FIRST.database().asOwner().getConnection();
                Connection second = SECOND.database().asOwner().getConnection()) {
            first.createStatement().execute("INSERT INTO public.thing VALUES (1)");

            var rows = second.createStatement().executeQuery("SELECT count(*) FROM public.thing");
            rows.next();
            assertThat(rows.getInt(1)).isZero();
            assertThat(PREPARATIONS).hasValue(1);
        }
    }

    private static void createTable(Database database) {
        PREPARATIONS.incrementAndGet();
        try (Connection connection = database.asOwner().getConnection()) {
            connection.createStatement().execute("CREATE TABLE public.thing (id int)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
