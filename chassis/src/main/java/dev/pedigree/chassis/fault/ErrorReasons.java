package dev.pedigree.chassis.fault;

import dev.pedigree.v1.ErrorReason;
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

    /// A reason this build does not know comes back as UNSPECIFIED: newer services may have more of them.
    public static ErrorReason parse(String spelling) {
        return BY_SPELLING.getOrDefault(spelling, ErrorReason.ERROR_REASON_UNSPECIFIED);
    }
}
