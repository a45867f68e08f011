package dev.pedigree.chassis.fault;

import dev.pedigree.v1.ErrorReason;
import io.grpc.Status.Code;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How a reason is spelled in `ErrorInfo.reason`: the enum name without its prefix.
public final class ErrorReasons {
    private static final String PREFIX = "ERROR_REASON_";

    private static final Map<String, ErrorReason> BY_SPELLING = Arrays.stream(ErrorReason.values())
            .filter(reason -> reason != ErrorReason.UNRECOGNIZED)
            .collect(Collectors.toUnmodifiableMap(ErrorReasons::spell, Function.identity()));

    private ErrorReasons() {}

    public static String spell(ErrorReason reason) {
        return reason.name().substring(PREFIX.length());
    }

    /// The one status code that a reason is sent with; docs/errors.md says the same.
    public static Code code(ErrorReason reason) {
        return switch (reason) {
            case ERROR_REASON_FIELDS_INVALID,
                    ERROR_REASON_PAGE_TOKEN_INVALID,
                    ERROR_REASON_DIGEST_MISMATCH,
                    ERROR_REASON_REQUEST_ID_REUSED,
                    ERROR_REASON_MANIFEST_INVALID,
                    ERROR_REASON_LIMIT_EXCEEDED,
                    ERROR_REASON_TOKEN_INVALID -> Code.INVALID_ARGUMENT;
            case ERROR_REASON_CREDENTIAL_INVALID -> Code.UNAUTHENTICATED;
            case ERROR_REASON_PERMISSION_DENIED, ERROR_REASON_CALLER_NOT_ADMITTED -> Code.PERMISSION_DENIED;
            case ERROR_REASON_PROJECT_NOT_FOUND,
                    ERROR_REASON_ASSET_NOT_FOUND,
                    ERROR_REASON_VERSION_NOT_FOUND,
                    ERROR_REASON_ALIAS_NOT_FOUND,
                    ERROR_REASON_EVALUATION_NOT_FOUND,
                    ERROR_REASON_ENVIRONMENT_NOT_FOUND,
                    ERROR_REASON_DEPLOYMENT_NOT_FOUND,
                    ERROR_REASON_RETIREMENT_NOT_FOUND,
                    ERROR_REASON_MANIFEST_NOT_FOUND,
                    ERROR_REASON_BLOB_NOT_FOUND,
                    ERROR_REASON_UPLOAD_NOT_FOUND,
                    ERROR_REASON_POLICY_NOT_FOUND,
                    ERROR_REASON_LEDGER_NOT_FOUND -> Code.NOT_FOUND;
            case ERROR_REASON_METHOD_NOT_FOUND -> Code.UNIMPLEMENTED;
            case ERROR_REASON_PROJECT_EXISTS, ERROR_REASON_ASSET_EXISTS -> Code.ALREADY_EXISTS;
            case ERROR_REASON_ILLEGAL_TRANSITION,
                    ERROR_REASON_GATES_NOT_PASSED,
                    ERROR_REASON_INPUT_RETIRED,
                    ERROR_REASON_IN_USE,
                    ERROR_REASON_ARTIFACT_MISSING,
                    ERROR_REASON_NO_POLICY,
                    ERROR_REASON_NOTHING_TO_ROLL_BACK,
                    ERROR_REASON_VERSION_RETIRED,
                    ERROR_REASON_DEPLOYMENT_ENDED,
                    ERROR_REASON_SCHEMA_CHANGE_REFUSED,
                    ERROR_REASON_NOTHING_TO_REVIEW,
                    ERROR_REASON_LABELS_STALE -> Code.FAILED_PRECONDITION;
            case ERROR_REASON_ETAG_MISMATCH,
                    ERROR_REASON_PARENT_NOT_NEWEST,
                    ERROR_REASON_EVIDENCE_STALE,
                    ERROR_REASON_UPLOAD_OFFSET_MISMATCH -> Code.ABORTED;
            case ERROR_REASON_OVERLOADED, ERROR_REASON_UPLOADS_EXCEEDED -> Code.RESOURCE_EXHAUSTED;
            case ERROR_REASON_DEPENDENCY_UNAVAILABLE, ERROR_REASON_NOT_FRESH_YET, ERROR_REASON_SHUTTING_DOWN ->
                Code.UNAVAILABLE;
            case ERROR_REASON_DEADLINE_EXCEEDED -> Code.DEADLINE_EXCEEDED;
            case ERROR_REASON_CANCELLED -> Code.CANCELLED;
            case ERROR_REASON_CONTENT_CORRUPT, ERROR_REASON_LABEL_FILES_MISSING -> Code.DATA_LOSS;
            case ERROR_REASON_INTERNAL -> Code.INTERNAL;
            case ERROR_REASON_UNSPECIFIED, UNRECOGNIZED -> Code.UNKNOWN;
        };
    }

    /// A reason this build does not know comes back as UNSPECIFIED: newer services may have more of them.
    public static ErrorReason parse(String spelling) {
        return BY_SPELLING.getOrDefault(spelling, ErrorReason.ERROR_REASON_UNSPECIFIED);
    }
}
