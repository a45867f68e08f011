package dev.pedigree.artifact.pack;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;

/// How many packs were stored, and how much they hold: their usual size is one divided by the other.
public final class PackMeters {
    private final LongAdder packs = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder blobs = new LongAdder();

    void stored(PackObject pack) {
        packs.increment();
        bytes.add(pack.container().size());
        blobs.add(pack.blobs().size());
    }

    public void bindTo(MeterRegistry meters) {
        FunctionCounter.builder("pedigree.artifact.packs", packs, LongAdder::sum)
                .description("Packs that were stored")
                .register(meters);
        FunctionCounter.builder("pedigree.artifact.packs.size", bytes, LongAdder::sum)
                .description("Bytes of the packs that were stored")
                .baseUnit("bytes")
                .register(meters);
        FunctionCounter.builder("pedigree.artifact.packs.blobs", blobs, LongAdder::sum)
                .description("Blobs in the packs that were stored")
                .register(meters);
    }
}
