package dev.pedigree.registry.name;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// Between times of the wire, of Java and of the database. The database keeps microseconds.
public final class Times {
    private Times() {}

    public static Timestamp toWire(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    public static Instant fromWire(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }

    /// As the driver takes it.
    public static OffsetDateTime toDriver(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
