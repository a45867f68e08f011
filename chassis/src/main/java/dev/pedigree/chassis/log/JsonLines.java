package dev.pedigree.chassis.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.pedigree.chassis.call.RequestId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Log events as JSON, one to a line, each with the service and, where a call is being served, its request id.
///
/// The id is taken from the context of the call at the moment of logging: logging is synchronous, and there is no copy
/// on the thread that could be left behind.
public final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        JsonLine line = new JsonLine()
                .field("time", event.getInstant().toString())
                .field("level", event.getLevel().toString())
                .field("service", Logs.service());
        RequestId.current().ifPresent(id -> line.field("request_id", id.value()));
        line.field("logger", event.getLoggerName()).field("message", event.getFormattedMessage());
        Optional.ofNullable(event.getThrowableProxy())
                .ifPresent(thrown -> line.field("error", ThrowableProxyUtil.asString(thrown)));
        return line.end().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
