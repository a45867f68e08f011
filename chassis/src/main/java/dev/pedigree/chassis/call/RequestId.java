package dev.pedigree.chassis.call;

import io.grpc.Context;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/// The name under which one call is found again in the logs of every service it touched.
///
/// Not the `request_id` field of a mutation: that one makes it idempotent, this one only names it.
public record RequestId(String value) {
    public static final RequestId UNKNOWN = new RequestId("unknown");

    private static final Context.Key<RequestId> KEY = Context.key("pedigree-request-id");
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /// It names and guards nothing, so it need not be hard to guess, only unlikely to come twice.
    public static RequestId random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return new RequestId(hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong()));
    }

    /// What a caller sent, unless it could break a log line or a header.
    public static Optional<RequestId> parse(String text) {
        return HARMLESS.matcher(text).matches() ? Optional.of(new RequestId(text)) : Optional.empty();
    }

    public static Optional<RequestId> current() {
        return Optional.ofNullable(KEY.get());
    }

    public Context in(Context context) {
        return context.withValue(KEY, this);
    }
}
