package dev.pedigree.chassis.fault;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.Status;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A refusal cut to what its receiver can take.
///
/// Trailers that are larger than a client's limit (8 KiB for most) do not reach it at all: it sees a broken call and
/// no reason. So a long refusal lists as many violations as fit, and says in `ErrorInfo.metadata` how many there are.
public final class FittedStatus {
    /// In metadata when not all are listed: how many there are, and how many are listed.
    static final String VIOLATIONS = "violations";

    static final String LISTED = "listed";

    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    /// What else is in trailers, and what each entry costs.
    private static final int SLACK = 768;

    private static final int LONGEST_MESSAGE = 500;

    private FittedStatus() {}

    /// The same refusal in no more than `limit` bytes of trailers; empty if it fits as it is.
    public static Optional<StatusRuntimeException> fit(io.grpc.Status status, Metadata trailers, int limit) {
        return Optional.ofNullable(StatusProto.fromStatusAndTrailers(status, trailers))
                .filter(whole -> wireSize(whole) > limit)
                .map(whole -> {
                    Metadata others = new Metadata();
                    others.merge(trailers);
                    others.discardAll(DETAILS);
                    return StatusProto.toStatusRuntimeException(cut(whole, limit), others);
                });
    }

    /// The message travels twice: percent-encoded by itself, and with the details in base64.
    private static int wireSize(Status status) {
        int encodedMessage = status.getMessage().getBytes(StandardCharsets.UTF_8).length * 3;
        return SLACK + encodedMessage + status.getSerializedSize() * 4 / 3;
    }

    private static Status cut(Status whole, int limit) {
        List<Message> violations = new ArrayList<>();
        Status.Builder rest = Status.newBuilder().setCode(whole.getCode()).setMessage(cut(whole.getMessage()));
        for (Any detail : whole.getDetailsList()) {
            if (detail.is(BadRequest.class)) {
                violations.addAll(unpack(detail, BadRequest.class).getFieldViolationsList());
            } else if (detail.is(PreconditionFailure.class)) {
                violations.addAll(unpack(detail, PreconditionFailure.class).getViolationsList());
            } else {
                rest.addDetails(detail);
            }
        }
        int room = (limit - wireSize(rest.build())) * 3 / 4;
        return with(rest, violations, fitting(violations, room));
    }

    private static int fitting(List<Message> violations, int room) {
        int used = 128; // the detail around them, and the two numbers
        int count = 0;
        for (Message violation : violations) {
            used += violation.getSerializedSize() + 4;
            if (used > room) {
                return count;
            }
            count++;
        }
        return count;
    }

    private static Status with(Status.Builder rest, List<Message> violations, int listed) {
        BadRequest.Builder fields = BadRequest.newBuilder();
        PreconditionFailure.Builder obstacles = PreconditionFailure.newBuilder();
        for (Message violation : violations.subList(0, listed)) {
            if (violation instanceof BadRequest.FieldViolation field) {
                fields.addFieldViolations(field);
            } else if (violation instanceof PreconditionFailure.Violation obstacle) {
                obstacles.addViolations(obstacle);
            }
        }
        for (int index = 0; index < rest.getDetailsCount(); index++) {
            if (rest.getDetails(index).is(ErrorInfo.class)) {
                rest.setDetails(index, counted(rest.getDetails(index), violations.size(), listed));
            }
        }
        if (fields.getFieldViolationsCount() > 0) {
            rest.addDetails(Any.pack(fields.build()));
        }
        if (obstacles.getViolationsCount() > 0) {
            rest.addDetails(Any.pack(obstacles.build()));
        }
        return rest.build();
    }

    private static Any counted(Any info, int violations, int listed) {
        if (listed == violations) {
            return info;
        }
        return Any.pack(unpack(info, ErrorInfo.class).toBuilder()
                .putMetadata(VIOLATIONS, Integer.toString(violations))
                .putMetadata(LISTED, Integer.toString(listed))
                .build());
    }

    private static String cut(String message) {
        return message.codePointCount(0, message.length()) <= LONGEST_MESSAGE
                ? message
                : message.substring(0, message.offsetByCodePoints(0, LONGEST_MESSAGE)) + " ...";
    }

    private static <M extends Message> M unpack(Any detail, Class<M> type) {
        try {
            return detail.unpack(type);
        } catch (InvalidProtocolBufferException damaged) {
            throw new IllegalArgumentException(damaged);
        }
    }
}
