package dev.pedigree.artifact.pin;

import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.feed.ConsistencyToken;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.InvalidName;
import dev.pedigree.mesh.v1.Change;
import dev.pedigree.mesh.v1.WatchChangesResponse;
import dev.pedigree.v1.ErrorReason;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every content digest that a version pins, as the registry's feed tells it. What is pinned stays.
///
/// Pins and the position in the feed are written in one transaction, which locks the position: so several readers may
/// bring the same messages, each in order, and what one of them has brought before is skipped.
public final class Pins {
    private static final Logger LOGGER = LoggerFactory.getLogger(Pins.class);

    private final Database database;
    private final PinTable table = new PinTable();

    public Pins(Database database) {
        this.database = database;
    }

    /// Where to read on; empty: from the beginning.
    public String position() {
        return database.read(table::position).map(ConsistencyToken::toString).orElse("");
    }

    /// Takes in a message of a reader who has read everything up to `from` (empty: the beginning). Refuses with
    /// TOKEN_INVALID when there is a gap, or the message is of another life of the registry than what was taken
    /// before: then the reader has to start over.
    void take(String from, WatchChangesResponse message) {
        ConsistencyToken position = ConsistencyToken.parse(message.getPosition());
        Collection<Change> newest = newest(message.getChangesList());
        List<PinTable.Row> rows = newest.stream().flatMap(Pins::rows).toList();
        database.write(sql -> {
            Optional<ConsistencyToken> stored = table.lock(sql);
            requireContinuous(stored, from, position);
            if (stored.isEmpty() || stored.get().compareTo(position) < 0) {
                table.put(sql, newest, rows);
                table.move(sql, position);
            }
            return null;
        });
    }

    /// Forgets all pins: the registry is not the one that was read.
    void clear() {
        database.write(sql -> {
            table.clear(sql);
            return null;
        });
    }

    private static void requireContinuous(Optional<ConsistencyToken> stored, String from, ConsistencyToken position) {
        boolean continuous = stored.map(token -> token.epoch().equals(position.epoch())
                        && (from.isEmpty() || token.compareTo(ConsistencyToken.parse(from)) >= 0))
                .orElse(from.isEmpty());
        if (!continuous) {
            throw new Invalid(
                    ErrorReason.ERROR_REASON_TOKEN_INVALID, "the feed does not continue what was taken in", Map.of());
        }
    }

    private static Collection<Change> newest(List<Change> changes) {
        BinaryOperator<Change> newer = (one, other) -> one.getRevision() > other.getRevision() ? one : other;
        return changes.stream()
                .collect(Collectors.toMap(Change::getSubject, change -> change, newer))
                .values();
    }

    private static Stream<PinTable.Row> rows(Change change) {
        return change.getDigestsList().stream()
                .flatMap(digest -> parse(change, digest).stream())
                .map(digest -> new PinTable.Row(change.getSubject(), change.getRevision(), project(change), digest));
    }

    /// Subjects are resource names: `projects/{project}/...`.
    private static String project(Change change) {
        return change.getSubject().split("/", 3)[1];
    }

    /// What is no SHA-256 is not kept here.
    private static Optional<Digest> parse(Change change, String digest) {
        try {
            return Optional.of(Digest.parse(digest));
        } catch (InvalidName invalid) {
            LOGGER.warn("{} pins what is no digest: {}", change.getSubject(), invalid.getMessage());
            return Optional.empty();
        }
    }
}
