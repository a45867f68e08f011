package dev.pedigree.chassis.log;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.pedigree.chassis.call.RequestId;

/// `%request` in patterns: the id of the call being served, or a dash.
public final class RequestIdConverter extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return RequestId.current().map(RequestId::value).orElse("-");
    }
}
