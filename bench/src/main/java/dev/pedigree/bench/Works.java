package dev.pedigree.bench;

import dev.pedigree.bench.artifacts.ArtifactsWork;
import dev.pedigree.bench.labels.LabelsWork;
import dev.pedigree.bench.registry.RegistryWork;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Every piece of work there is, by the name that `make bench WORK=name` gives.
final class Works {
    private static final Map<String, Work> BY_NAME = new TreeMap<>(Map.of(
            "artifacts",
            (options, report) -> new ArtifactsWork(options.scale(), options.s3(), options.only(), report).run(),
            "labels",
            (options, report) -> new LabelsWork(options.scale(), options.folder(), options.only(), report).run(),
            "registry",
            (options, report) -> new RegistryWork(options.scale(), report).run()));

    private Works() {}

    static Work named(String name) {
        return Optional.ofNullable(BY_NAME.get(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no WORK=" + name + "; there is " + String.join(", ", BY_NAME.keySet())));
    }
}
