package dev.pedigree.chassis.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.chassis.echo.EchoRequest;
import dev.pedigree.chassis.fault.Invalid;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RawMessageTest {
    @Test
    void peekingDoesNotUseTheMessageUp() throws IOException {
        EchoRequest request =
                EchoRequest.newBuilder().setName("projects/p").setCount(7).build();
        RawMessage message = RawMessage.takeOver(new ByteArrayInputStream(request.toByteArray()));

        assertThat(message.peekText(1)).isEqualTo("projects/p");
        assertThat(message.peekText(1)).isEqualTo("projects/p");
        assertThat(EchoRequest.parseFrom(message)).isEqualTo(request);
    }

    @Test
    void theLastOccurrenceWinsAsItWillForTheReceiver() throws IOException {
        byte[] shown = EchoRequest.newBuilder().setName("projects/mine").build().toByteArray();
        byte[] meant = EchoRequest.newBuilder()
                .setCount(3)
                .setName("projects/other")
                .build()
                .toByteArray();
        RawMessage message = RawMessage.takeOver(
                new SequenceInputStream(new ByteArrayInputStream(shown), new ByteArrayInputStream(meant)));

        assertThat(message.peekText(1)).isEqualTo("projects/other");
        assertThat(EchoRequest.parseFrom(message).getName()).isEqualTo("projects/other");
    }

    @Test
    void aMessageOfAnySizeIsDrainedWhole() throws IOException {
        for (int size : new int[] {0, 1, 16 * 1024, 100_000}) {
            byte[] content = new byte[size];
            new Random(size).nextBytes(content);
            ByteArrayOutputStream target = new ByteArrayOutputStream();

            int drained = RawMessage.takeOver(new ByteArrayInputStream(content)).drainTo(target);

            assertThat(drained).isEqualTo(size);
            assertThat(target.toByteArray()).isEqualTo(content);
        }
    }

    @Test
    void anAbsentFieldIsEmpty() {
        assertThat(RawMessage.takeOver(new ByteArrayInputStream(new byte[0])).peekText(1))
                .isEmpty();
    }

    @Test
    void whatIsNotProtobufIsRefused() {
        byte[] noise = "no protobuf at all".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() ->
                        RawMessage.takeOver(new ByteArrayInputStream(noise)).peekText(1))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void aFieldOfAnotherTypeIsRefused() {
        byte[] number = {0x08, 0x01}; // field 1 as a varint
        assertThatThrownBy(() ->
                        RawMessage.takeOver(new ByteArrayInputStream(number)).peekText(1))
                .isInstanceOf(Invalid.class);
    }
}
