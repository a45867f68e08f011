package dev.pedigree.registry.record;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import java.util.List;
import java.util.Random;

/// Messages of any type with any of their fields set to anything.
record RandomMessages(Random random) {
    private static final int DEEPEST = 6;
    private static final int MOST_ELEMENTS = 3;
    private static final List<Double> NUMBERS = List.of(
            0.0,
            -0.0,
            1.0,
            0.1,
            1e21,
            1e-7,
            1.2345678901234568e17,
            -Double.MIN_VALUE,
            9007199254740992.0,
            1e20,
            333.25);

    Message like(Message type) {
        return fill(type.newBuilderForType(), 0);
    }

    private Message fill(Message.Builder message, int depth) {
        if (message instanceof Timestamp.Builder time) {
            return time.setSeconds(random.nextLong(-60_000_000_000L, 250_000_000_000L))
                    .setNanos(random.nextInt(4) == 0 ? random.nextInt(1_000_000_000) : 0)
                    .build();
        }
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            boolean deepEnough = depth >= DEEPEST && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
            if (!deepEnough && random.nextBoolean()) {
                set(message, field, depth);
            }
        }
        return message.build();
    }

    private void set(Message.Builder message, FieldDescriptor field, int depth) {
        if (!field.isRepeated()) {
            message.setField(field, content(message, field, depth));
            return;
        }
        for (int count = random.nextInt(MOST_ELEMENTS + 1); count > 0; count--) {
            message.addRepeatedField(field, content(message, field, depth));
        }
    }

    private Object content(Message.Builder message, FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case INT -> random.nextInt();
            case LONG -> random.nextLong();
            case FLOAT -> random.nextFloat();
            case DOUBLE -> number(message);
            case BOOLEAN -> random.nextBoolean();
            case STRING -> text();
            case BYTE_STRING -> ByteString.copyFromUtf8(text());
            case ENUM ->
                field.getEnumType()
                        .getValues()
                        .get(random.nextInt(field.getEnumType().getValues().size()));
            case MESSAGE -> fill(message.newBuilderForField(field), depth + 1);
        };
    }

    /// A `Value` has no form for infinities.
    private double number(Message.Builder message) {
        return switch (random.nextInt(4)) {
            case 0 -> NUMBERS.get(random.nextInt(NUMBERS.size()));
            case 1 -> random.nextInt(100_000);
            case 2 -> message instanceof Value.Builder ? 1.5 : Double.NEGATIVE_INFINITY;
            default -> finite();
        };
    }

    private double finite() {
        double number = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(number) ? number : 0;
    }

    private String text() {
        int[] characters = random.ints(random.nextInt(12), 0, 0x2_ffff)
                .map(character -> random.nextBoolean() ? character % 0x80 : character)
                .filter(character -> character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE)
                .toArray();
        return new String(characters, 0, characters.length);
    }
}
