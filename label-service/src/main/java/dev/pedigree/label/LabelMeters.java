package dev.pedigree.label;

import dev.pedigree.label.engine.Engine;
import dev.pedigree.label.file.FileCache;
import dev.pedigree.label.prepare.Result;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// How far bounded things are taken, and what became of changes: refusals are answers, so calls do not count them.
final class LabelMeters {
    private final Counter prepared;
    private final Counter refused;

    LabelMeters(MeterRegistry meters, Engine engine, FileCache cache) {
        Gauge.builder("pedigree.label.sessions", engine, Engine::sessions)
                .description("Requests that query labels at present")
                .strongReference(true)
                .register(meters);
        Gauge.builder("pedigree.label.cache", cache, FileCache::bytes)
                .description("Label files kept on this machine")
                .baseUnit("bytes")
                .strongReference(true)
                .register(meters);
        prepared = changes(meters, "prepared");
        refused = changes(meters, "refused");
    }

    private static Counter changes(MeterRegistry meters, String outcome) {
        return Counter.builder("pedigree.label.changes")
                .description("Changes that became ledgers, and those that were refused")
                .tag("outcome", outcome)
                .register(meters);
    }

    void ended(Result result) {
        switch (result) {
            case Result.Prepared _ -> prepared.increment();
            case Result.Refused _ -> refused.increment();
        }
    }
}
