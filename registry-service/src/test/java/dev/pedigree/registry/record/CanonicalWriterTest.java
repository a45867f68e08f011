package dev.pedigree.registry.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import build.buf.validate.BytesRules;
import build.buf.validate.FloatRules;
import build.buf.validate.UInt32Rules;
import build.buf.validate.UInt64Rules;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import dev.pedigree.mesh.v1.DeploymentRecord;
import dev.pedigree.v1.DeployPolicy;
import dev.pedigree.v1.Evaluation;
import dev.pedigree.v1.VersionRecord;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

final class CanonicalWriterTest {
    private static final int MESSAGES = 300;

    @Test
    void anyMessageIsWrittenAsTheTwoReferenceLibrariesWriteIt() throws IOException {
        RandomMessages random = new RandomMessages(new Random(7));
        for (Message type : List.of(
                VersionRecord.getDefaultInstance(),
                DeploymentRecord.getDefaultInstance(),
                DeployPolicy.getDefaultInstance(),
                Evaluation.getDefaultInstance(),
                BytesRules.getDefaultInstance(),
                FloatRules.getDefaultInstance(),
                UInt32Rules.getDefaultInstance(),
                UInt64Rules.getDefaultInstance(),
                Struct.getDefaultInstance())) {
            for (int count = 0; count < MESSAGES; count++) {
                Message message = random.like(type);

                assertThat(CanonicalWriter.write(message)).isEqualTo(reference(message));
            }
        }
    }

    @Test
    void everyKindOfStringIsWrittenAsTheReferenceWritesIt() throws IOException {
        StringBuilder text = new StringBuilder("</script>\u2028 é € 😀");
        for (char character = 0; character < 0x100; character++) {
            text.append(character);
        }
        Struct struct = Struct.newBuilder()
                .putFields(
                        "text",
                        Value.newBuilder().setStringValue(text.toString()).build())
                .build();

        assertThat(CanonicalWriter.write(struct)).isEqualTo(reference(struct));
    }

    @Test
    void aTypeThatNoRecordHasIsLeftToTheReference() throws IOException {
        Duration duration = Duration.newBuilder().setSeconds(90).build();

        assertThat(CanonicalWriter.write(duration)).isEqualTo("\"90s\"");
    }

    @Test
    void aNumberThatJsonDoesNotHaveIsRefused() {
        Value value = Value.newBuilder().setNumberValue(Double.NaN).build();

        assertThatThrownBy(() -> CanonicalWriter.write(value)).hasMessageContaining("NaN");
    }

    private static String reference(Message message) throws IOException {
        return new JsonCanonicalizer(JsonFormat.printer().print(message)).getEncodedString();
    }
}
