package dev.pedigree.registry.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.pedigree.testkit.Records;
import dev.pedigree.v1.HyperparametersFact;
import dev.pedigree.v1.IntegerFact;
import dev.pedigree.v1.TrainingConfig;
import dev.pedigree.v1.VersionRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CanonicalJsonTest {
    private static final String DATASET = "projects/p/datasets/d/versions/1";

    @Test
    void keysAreSortedNumbersHaveOneFormAndLongsAreStrings() {
        TrainingConfig config = TrainingConfig.newBuilder()
                .setSeed(IntegerFact.newBuilder().setValue(0))
                .setBatchSize(IntegerFact.newBuilder().setValue(9_007_199_254_740_993L))
                .setOptimizer(Records.text("Adäm \"W\"\n\u0001€😀"))
                .setHyperparameters(HyperparametersFact.newBuilder()
                        .setValue(Struct.newBuilder()
                                .putFields("zeta", number(1e21))
                                .putFields("alpha", number(0.1))
                                .putFields("Beta", number(100.0))
                                .putFields("tiny", number(1e-7))
                                .putFields("minus", number(-0.0))
                                .putFields(
                                        "nothing",
                                        Value.newBuilder()
                                                .setNullValue(NullValue.NULL_VALUE)
                                                .build())))
                .build();
        assertThat(CanonicalJson.of(config).text())
                .isEqualTo("{\"batchSize\":{\"value\":\"9007199254740993\"},"
                        + "\"hyperparameters\":{\"value\":{\"Beta\":100,\"alpha\":0.1,\"minus\":0,\"nothing\":null,"
                        + "\"tiny\":1e-7,\"zeta\":1e+21}},"
                        + "\"optimizer\":{\"value\":\"Adäm \\\"W\\\"\\n\\u0001€😀\"},"
                        + "\"seed\":{\"value\":\"0\"}}");
    }

    @Test
    void aWholeRecordHasTheDigestItAlwaysHad() {
        VersionRecord record =
                Records.model(List.of(DATASET), DATASET, Records.DIGEST).build();
        assertThat(CanonicalJson.of(record).digest().toString())
                .isEqualTo("sha256:aec43d4d1f673f492654c5a3ac8844cfd545006cd59cef4e4dcd9f99708a8fff");
    }

    @Test
    void whatWasStoredIsReadBackEqual() {
        for (VersionRecord.Builder record : List.of(
                Records.labelSchema(),
                Records.dataset("projects/p/labelSchemas/s/versions/1", Records.DIGEST),
                Records.model(List.of(DATASET), DATASET, Records.DIGEST))) {
            CanonicalJson stored = CanonicalJson.of(record);
            VersionRecord read = stored.into(VersionRecord.newBuilder()).build();
            assertThat(read).isEqualTo(record.build());
            assertThat(CanonicalJson.of(read)).isEqualTo(stored);
        }
    }

    private static Value number(double value) {
        return Value.newBuilder().setNumberValue(value).build();
    }
}
