package dev.pedigree.gateway.identity;

import dev.pedigree.lifecycle.Digest;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The credentials in a token file, read again whenever it changes: a token taken out stops working within two seconds.
///
/// A change counts once two looks in a row have found it: whoever writes the file in place empties it first. A file
/// that cannot be read at start keeps the gateway from starting. Later, what was read last holds on, and the log
/// says so: a slip of an editor must not lock everybody out.
public final class TokenFileCredentials implements Credentials, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(TokenFileCredentials.class);
    private static final Duration EVERY = Duration.ofMillis(500);

    private final TokenFile file;
    private final Clock clock;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("token-file").daemon().factory());

    /// What the last look found, and what holds; they differ while the file is being written.
    private byte[] seen;

    private byte[] content;
    private boolean lost;
    private volatile Map<Digest, Credential> tokens;

    private TokenFileCredentials(TokenFile file, Clock clock) {
        this.file = file;
        this.clock = clock;
        this.content = file.read();
        this.seen = content;
        this.tokens = file.parse(content);
    }

    public static TokenFileCredentials open(TokenFile file, Clock clock) {
        return open(file, clock, EVERY);
    }

    static TokenFileCredentials open(TokenFile file, Clock clock, Duration every) {
        TokenFileCredentials credentials = new TokenFileCredentials(file, clock);
        LOGGER.info("{} holds {} tokens", file, credentials.tokens.size());
        var _ = credentials.watch.scheduleWithFixedDelay(
                credentials::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        return credentials;
    }

    @Override
    public Optional<Credential> find(String bearer) {
        return Optional.ofNullable(tokens.get(Token.hash(bearer)))
                .filter(credential -> credential.isValid(clock.instant()));
    }

    private void look() {
        try {
            byte[] present = file.read();
            lost = false;
            boolean settled = Arrays.equals(present, seen);
            seen = present;
            if (settled && !Arrays.equals(present, content)) {
                content = present;
                tokens = file.parse(present);
                LOGGER.info("{} has changed and holds {} tokens", file, tokens.size());
            }
        } catch (RuntimeException fault) {
            if (!lost) {
                LOGGER.error("{} cannot be read; what it held before goes on to hold", file, fault);
            }
            lost = fault instanceof UncheckedIOException; // and will be for a while; a faulty line is looked at once
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
