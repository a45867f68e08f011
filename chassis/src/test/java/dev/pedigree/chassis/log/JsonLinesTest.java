package dev.pedigree.chassis.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.pedigree.chassis.call.RequestId;
import io.grpc.Context;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class JsonLinesTest {
    private static String line(String message, Throwable thrown) {
        LoggerContext context = new LoggerContext();
        LoggingEvent event = new LoggingEvent(
                JsonLinesTest.class.getName(), context.getLogger("a.b.C"), Level.WARN, message, thrown, null);
        return new String(new JsonLines().encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void anEventIsOneLineWhateverItSays() {
        String line =
                line("two\nlines, a \"quote\", a \\ and a \u0007 bell", new IllegalStateException("and\na cause"));

        assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
        assertThat(line)
                .contains("\"level\":\"WARN\"", "\"logger\":\"a.b.C\"", "\"error\":\"java.lang.IllegalState")
                .contains("two\\nlines, a \\\"quote\\\", a \\\\ and a \\u0007 bell")
                .doesNotContain("request_id");
    }

    @Test
    void theRequestIdIsThatOfTheCallBeingServed() throws Exception {
        String line = new RequestId("r-1").in(Context.current()).call(() -> line("hello", null));

        assertThat(line).contains("\"request_id\":\"r-1\"");
    }
}
