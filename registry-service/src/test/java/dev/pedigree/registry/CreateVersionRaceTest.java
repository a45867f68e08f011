package dev.pedigree.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.chassis.fault.FaultStatus;
import dev.pedigree.lifecycle.Kind;
import dev.pedigree.lifecycle.name.AssetName;
import dev.pedigree.registry.testing.Parallel;
import dev.pedigree.registry.testing.RegistryRig;
import dev.pedigree.registry.testing.Sample;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.ErrorReason;
import dev.pedigree.v1.Version;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class CreateVersionRaceTest {
    private static final int WRITERS = 32;

    @RegisterExtension
    static final RegistryRig RIG = new RegistryRig();

    private Sample sample;

    @BeforeEach
    void makeProject() throws StatusException {
        sample = Sample.in(RIG);
    }

    @Test
    void everyModelWriterGetsANumberOfItsOwn() throws Exception {
        Version dataset = sample.dataset("images");
        AssetName net = sample.asset(Kind.MODEL, "net");
        List<Version> versions = Parallel.times(
                WRITERS,
                index -> sample.create(
                        net,
                        Records.model(
                                List.of(dataset.getName()), dataset.getName(), Sample.digest("weights " + index))));
        assertThat(versions)
                .extracting(Version::getNumber)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, WRITERS)
                        .mapToObj(Long::valueOf)
                        .toList());
    }

    @Test
    void oneDatasetWriterWinsAndTheOthersHearOfTheNewest() throws Exception {
        Version first = sample.dataset("images");
        AssetName images = AssetName.parse(sample.project() + "/datasets/images");
        List<String> outcomes = Parallel.times(WRITERS, _ -> {
            try {
                return sample.create(images, Sample.following(first)).getName();
            } catch (StatusException refusal) {
                var fault = FaultStatus.toFault(
                        new StatusRuntimeException(refusal.getStatus(), refusal.getTrailers()), "registry");
                assertThat(fault.reason()).isEqualTo(ErrorReason.ERROR_REASON_PARENT_NOT_NEWEST);
                return "newest " + fault.metadata().get("newest");
            }
        });
        String winner = images.version(2).toString();
        assertThat(outcomes).filteredOn(winner::equals).hasSize(1);
        assertThat(outcomes).filteredOn(("newest " + winner)::equals).hasSize(WRITERS - 1);
    }
}
