package dev.pedigree.chassis.interceptor;

import build.buf.protovalidate.Config;
import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.exceptions.CompilationException;
import build.buf.protovalidate.exceptions.ValidationException;
import build.buf.validate.FieldPath;
import build.buf.validate.FieldPathElement;
import build.buf.validate.Violation;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import dev.pedigree.chassis.fault.FieldViolation;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The rules that the protos state about their fields, compiled once for every request the server takes.
///
/// Compiling at start also means that a rule with a mistake in it keeps the server from starting.
public final class FieldRules {
    private final Validator validator;

    private FieldRules(Validator validator) {
        this.validator = validator;
    }

    public static FieldRules of(Collection<ServerServiceDefinition> services) {
        List<Descriptor> requests = services.stream()
                .flatMap(service -> service.getMethods().stream())
                .map(ServerMethodDefinition::getMethodDescriptor)
                .flatMap(FieldRules::request)
                .distinct()
                .toList();
        Config config = Config.newBuilder().setEnableNativeRules(true).build();
        try {
            return new FieldRules(
                    ValidatorFactory.newBuilder().withConfig(config).buildWithDescriptors(requests, false));
        } catch (CompilationException mistake) {
            throw new IllegalStateException("a field rule in the protos does not compile", mistake);
        }
    }

    /// Every rule that `message` breaks.
    public List<FieldViolation> broken(Message message) {
        try {
            return validator.validate(message).toProto().getViolationsList().stream()
                    .map(violation -> new FieldViolation(path(violation.getField()), words(violation)))
                    .toList();
        } catch (ValidationException failure) {
            throw new IllegalStateException("the field rules could not be applied", failure);
        }
    }

    private static Stream<Descriptor> request(MethodDescriptor<?, ?> method) {
        return method.getRequestMarshaller() instanceof MethodDescriptor.PrototypeMarshaller<?> marshaller
                        && marshaller.getMessagePrototype() instanceof Message prototype
                ? Stream.of(prototype.getDescriptorForType())
                : Stream.empty();
    }

    private static String words(Violation violation) {
        return Optional.of(violation.getMessage())
                .filter(message -> !message.isEmpty())
                .orElse(violation.getRuleId());
    }

    private static String path(FieldPath path) {
        return path.getElementsList().stream().map(FieldRules::step).collect(Collectors.joining("."));
    }

    private static String step(FieldPathElement element) {
        return element.getFieldName()
                + switch (element.getSubscriptCase()) {
                    case INDEX -> "[" + element.getIndex() + "]";
                    case BOOL_KEY -> "[" + element.getBoolKey() + "]";
                    case INT_KEY -> "[" + element.getIntKey() + "]";
                    case UINT_KEY -> "[" + Long.toUnsignedString(element.getUintKey()) + "]";
                    case STRING_KEY -> "[\"" + element.getStringKey() + "\"]";
                    case SUBSCRIPT_NOT_SET -> "";
                };
    }
}
