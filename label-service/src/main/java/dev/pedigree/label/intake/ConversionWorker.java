package dev.pedigree.label.intake;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/// The process apart: takes tasks on its standard input, one after the other, until that ends.
///
/// It knows no secret and reaches no network, and its engine opens no file outside the folder it was given.
public final class ConversionWorker {
    private ConversionWorker() {}

    /// @param arguments the folder, and the engine's memory in MiB
    public static void main(String[] arguments) throws IOException, SQLException {
        DataOutputStream replies = new DataOutputStream(System.out);
        System.setOut(new PrintStream(System.err, true, java.nio.charset.StandardCharsets.UTF_8));
        try (Connection connection = open(Path.of(arguments[0]), arguments[1]);
                DataInputStream tasks = new DataInputStream(System.in)) {
            Converter converter = new Converter(connection);
            replies.writeUTF("ready");
            replies.flush();
            while (true) {
                reply(converter.convert(Task.read(tasks)), replies);
            }
        } catch (EOFException _) {
            // The service has gone, or wants no more.
        }
    }

    private static Connection open(Path folder, String memory) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:", new Properties());
        try (Statement statement = connection.createStatement()) {
            statement.execute("set memory_limit = '" + memory + "MiB'");
            statement.execute("set threads = 2");
            statement.execute("set TimeZone = 'UTC'");
            statement.execute("set temp_directory = " + Sql.literal(folder.resolve("spill")));
            statement.execute("set max_temp_directory_size = '4GiB'");
            statement.execute("set autoinstall_known_extensions = false");
            statement.execute("set autoload_known_extensions = false");
            statement.execute("set allowed_directories = [" + Sql.literal(folder) + "]");
            statement.execute("set enable_external_access = false");
            statement.execute("set lock_configuration = true");
        }
        return connection;
    }

    private static void reply(Outcome outcome, DataOutputStream out) throws IOException {
        switch (outcome) {
            case Outcome.Converted(long rows) -> {
                out.writeInt(0);
                out.writeLong(rows);
            }
            case Outcome.Unfit(var kind, String description) -> {
                out.writeInt(kind.getNumber());
                out.writeUTF(description);
            }
        }
        out.flush();
    }
}
