package dev.pedigree.registry.deployment;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.pedigree.v1.Omission;
import dev.pedigree.v1.VersionRecord;
import java.util.ArrayList;
import java.util.List;

/// Finds the facts of a record that are `not_stated`, by walking the message: a new fact needs no new line here.
final class NotStated {

    private static final String OMISSION = "not_stated";

    private NotStated() {}

    /// Paths such as `model.training.seed`, in the order of the record.
    static List<String> of(VersionRecord record) {
        List<String> paths = new ArrayList<>();
        walk(record, "", paths);
        return List.copyOf(paths);
    }

    private static void walk(Message message, String path, List<String> paths) {
        message.getAllFields().forEach((field, value) -> {
            if (isOmission(field)) {
                paths.add(path);
            } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                descend(field, value, path.isEmpty() ? field.getName() : path + "." + field.getName(), paths);
            }
        });
    }

    private static void descend(FieldDescriptor field, Object value, String path, List<String> paths) {
        if (!field.isRepeated()) {
            walk((Message) value, path, paths);
            return;
        }
        List<?> elements = (List<?>) value;
        for (int index = 0; index < elements.size(); index++) {
            walk((Message) elements.get(index), "%s[%d]".formatted(path, index), paths);
        }
    }

    private static boolean isOmission(FieldDescriptor field) {
        return field.getName().equals(OMISSION)
                && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && field.getMessageType().equals(Omission.getDescriptor());
    }
}
