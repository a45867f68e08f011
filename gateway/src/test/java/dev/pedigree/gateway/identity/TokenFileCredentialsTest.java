package dev.pedigree.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileCredentialsTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Duration OFTEN = Duration.ofMillis(50);

    @TempDir
    private Path folder;

    @Test
    void aTokenStopsWorkingWhenItExpires() {
        TokenFile file = new TokenFile(folder.resolve("tokens"));
        String good = file.issue(credential("good", NOW.plusSeconds(1)));
        String past = file.issue(credential("past", NOW));

        try (TokenFileCredentials credentials = TokenFileCredentials.open(file, CLOCK)) {
            assertThat(credentials.find(good).map(Credential::id)).contains("good");
            assertThat(credentials.find(past)).isEmpty();
            assertThat(credentials.find("unknown")).isEmpty();
        }
    }

    @Test
    void aTokenWorksOnceItIsIssuedAndStopsOnceItIsTakenOut() throws IOException {
        Path path = folder.resolve("tokens");
        TokenFile file = new TokenFile(path);
        file.issue(credential("first", NOW.plusSeconds(60)));
        try (TokenFileCredentials credentials = TokenFileCredentials.open(file, CLOCK, OFTEN)) {
            String second = file.issue(credential("second", NOW.plusSeconds(60)));
            await(() -> credentials.find(second).isPresent());

            Files.writeString(path, Files.readAllLines(path).getFirst() + "\n");
            await(() -> credentials.find(second).isEmpty());
        }
    }

    @Test
    void aSlipInTheFileLocksNobodyOut() throws IOException {
        Path path = folder.resolve("tokens");
        TokenFile file = new TokenFile(path);
        String token = file.issue(credential("first", NOW.plusSeconds(60)));
        String good = Files.readString(path);
        try (TokenFileCredentials credentials = TokenFileCredentials.open(file, CLOCK, OFTEN)) {
            Files.writeString(path, "{");
            sleep();
            assertThat(credentials.find(token)).isPresent();

            Files.delete(path);
            sleep();
            assertThat(credentials.find(token)).isPresent();

            Files.writeString(path, good);
            String second = file.issue(credential("second", NOW.plusSeconds(60)));
            await(() -> credentials.find(second).isPresent());
        }
    }

    @Test
    void withoutAReadableFileTheGatewayDoesNotStart() {
        assertThatThrownBy(() -> TokenFileCredentials.open(new TokenFile(folder.resolve("none")), CLOCK))
                .hasMessageContaining("cannot read");
    }

    private static Credential credential(String id, Instant expiry) {
        return new Credential(id, "user:" + id, List.of(), Optional.of(expiry));
    }

    private static void await(BooleanSupplier condition) {
        for (int tries = 0; tries < 100 && !condition.getAsBoolean(); tries++) {
            sleep();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static void sleep() {
        try {
            Thread.sleep(OFTEN.multipliedBy(4));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
