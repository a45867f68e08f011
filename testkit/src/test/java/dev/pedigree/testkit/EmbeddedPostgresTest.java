package dev.pedigree.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @Test
    void every_commit_is_durable(@TempDir Path folder) throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.in(folder)) {
            DataSource service = postgres.database().asService();

            assertThat(ask(service, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(service, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(service, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(ask(service, "SHOW transaction_timeout")).isEqualTo("30s");
        }
    }

    @Test
    void data_and_passwords_survive_a_restart(@TempDir Path folder) throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.in(folder)) {
            tell(postgres.database().asOwner(), "CREATE TABLE public.kept AS SELECT 'yes' AS answer");
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.in(folder)) {
            assertThat(ask(postgres.database().asOwner(), "SELECT answer FROM public.kept"))
                    .isEqualTo("yes");
        }
    }

    @Test
    void the_passwords_file_is_for_its_owner_only(@TempDir Path folder) throws IOException {
        try (EmbeddedPostgres _ = EmbeddedPostgres.in(folder)) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("passwords.properties"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void the_service_role_can_change_no_schema(@TempDir Path folder) {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.in(folder)) {
            DataSource service = postgres.database().asService();

            for (String ddl :
                    List.of("CREATE TABLE public.t (i int)", "CREATE SCHEMA s", "CREATE TEMP TABLE t (i int)")) {
                assertThatThrownBy(() -> tell(service, ddl)).hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void a_folder_serves_one_process_at_a_time(@TempDir Path folder) {
        try (EmbeddedPostgres _ = EmbeddedPostgres.in(folder)) {
            assertThatThrownBy(() -> EmbeddedPostgres.in(folder)).hasMessageContaining("in use");
        }
    }

    @Test
    void a_server_whose_launcher_was_killed_is_replaced_and_loses_nothing(@TempDir Path folder) throws Exception {
        Process launcher = launch(folder);
        try (BufferedReader output = launcher.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo(Launcher.COMMITTED);
        }
        launcher.destroyForcibly().waitFor();
        ProcessHandle orphan = postmaster(folder);
        assertThat(orphan.isAlive()).isTrue();

        try (EmbeddedPostgres postgres = EmbeddedPostgres.in(folder)) {
            assertThat(orphan.onExit()).succeedsWithin(Duration.ofSeconds(60));
            assertThat(ask(postgres.database().asOwner(), "SELECT answer FROM public.kept"))
                    .isEqualTo("yes");
        }
    }

    @Test
    void a_process_number_that_went_to_another_process_hinders_nothing(@TempDir Path folder) throws Exception {
        try (EmbeddedPostgres _ = EmbeddedPostgres.in(folder)) {}
        Files.writeString(
                folder.resolve("cluster/postmaster.pid"),
                ProcessHandle.current().pid() + "\n");

        try (EmbeddedPostgres postgres = EmbeddedPostgres.in(folder)) {
            assertThat(ask(postgres.database().asService(), "SELECT 1")).isEqualTo("1");
        }
    }

    /// Commits a row, says so and waits to be killed.
    static final class Launcher {
        static final String COMMITTED = "committed";

        public static void main(String[] arguments) throws Exception {
            EmbeddedPostgres postgres = EmbeddedPostgres.in(Path.of(arguments[0]));
            tell(postgres.database().asOwner(), "CREATE TABLE public.kept AS SELECT 'yes' AS answer");
            System.out.println(COMMITTED);
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    private static Process launch(Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Launcher.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static ProcessHandle postmaster(Path folder) throws IOException {
        String pid =
                Files.readAllLines(folder.resolve("cluster/postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static String ask(DataSource source, String query) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void tell(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
