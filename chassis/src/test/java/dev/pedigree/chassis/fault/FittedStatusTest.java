package dev.pedigree.chassis.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.v1.ErrorReason;
import io.grpc.InternalMetadata;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FittedStatusTest {
    private static final int LIMIT = 8 * 1024;

    @Test
    void aShortRefusalStaysAsItIs() {
        StatusRuntimeException status = FaultStatus.toStatus(refused(10));

        assertThat(FittedStatus.fit(status.getStatus(), status.getTrailers(), LIMIT))
                .isEmpty();
    }

    @Test
    void aLongRefusalListsWhatFitsAndSaysHowManyThereAre() {
        StatusRuntimeException cut = fit(refused(1_000), LIMIT);

        Refused refused = (Refused) FaultStatus.toFault(cut, "any");
        assertThat(wireSize(cut)).isBetween(LIMIT / 2, LIMIT);
        assertThat(refused.reason()).isEqualTo(ErrorReason.ERROR_REASON_ARTIFACT_MISSING);
        assertThat(refused.violations())
                .hasSizeGreaterThan(20)
                .isEqualTo(violations(refused.violations().size()));
        assertThat(refused.metadata())
                .containsEntry("violations", "1000")
                .containsEntry("listed", Integer.toString(refused.violations().size()));
    }

    @Test
    void whoTakesMoreGetsMore() {
        Refused refused = (Refused) FaultStatus.toFault(fit(refused(1_000), 64 * 1024), "any");

        assertThat(refused.violations()).hasSizeGreaterThan(250);
    }

    @Test
    void brokenFieldsAreCutAlike() {
        List<FieldViolation> fields = IntStream.range(0, 500)
                .mapToObj(number -> new FieldViolation("entries[%d].path".formatted(number), "ä is no path"))
                .toList();

        StatusRuntimeException cut = fit(new Invalid(fields), LIMIT);

        Invalid invalid = (Invalid) FaultStatus.toFault(cut, "any");
        assertThat(wireSize(cut)).isLessThan(LIMIT);
        assertThat(invalid.violations())
                .hasSizeGreaterThan(20)
                .isEqualTo(fields.subList(0, invalid.violations().size()));
        assertThat(invalid.metadata()).containsEntry("violations", "500");
    }

    @Test
    void otherTrailersStay() {
        StatusRuntimeException status = FaultStatus.toStatus(refused(1_000));
        Metadata.Key<String> other = Metadata.Key.of("other", Metadata.ASCII_STRING_MARSHALLER);
        status.getTrailers().put(other, "value");

        StatusRuntimeException cut = FittedStatus.fit(status.getStatus(), status.getTrailers(), LIMIT)
                .orElseThrow();

        assertThat(cut.getTrailers().get(other)).isEqualTo("value");
    }

    private static StatusRuntimeException fit(Fault fault, int limit) {
        StatusRuntimeException status = FaultStatus.toStatus(fault);
        return FittedStatus.fit(status.getStatus(), status.getTrailers(), limit).orElseThrow();
    }

    private static Refused refused(int violations) {
        return new Refused(
                ErrorReason.ERROR_REASON_ARTIFACT_MISSING, "much is missing", violations(violations), Map.of());
    }

    private static List<Violation> violations(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Violation(
                        "ARTIFACT_MISSING", "projects/p/blobs/sha256:%064d".formatted(number), "is not in the store"))
                .toList();
    }

    /// As HTTP/2 counts: names, values as they travel, and 32 bytes for each.
    private static int wireSize(StatusRuntimeException status) {
        int message = status.getStatus().getDescription().getBytes(StandardCharsets.UTF_8).length * 3;
        byte[][] trailers = InternalMetadata.serialize(status.getTrailers());
        return message
                + Arrays.stream(trailers)
                        .mapToInt(bytes -> bytes.length * 4 / 3 + 16)
                        .sum();
    }
}
