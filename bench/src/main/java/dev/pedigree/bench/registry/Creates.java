package dev.pedigree.bench.registry;

import dev.pedigree.bench.Load;
import dev.pedigree.bench.Progress;
import dev.pedigree.bench.Report;
import dev.pedigree.bench.Rounds;
import dev.pedigree.bench.Sample;
import dev.pedigree.bench.Window;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// CreateVersion at 1, 8 and 32 clients, each on its own model, and at 32 on one, against the same rows by plain JDBC.
record Creates(ModelVersions versions, FloorDatabase floor, Rounds rounds, Report report) {
    void run() throws InterruptedException {
        Progress.say("filling %d models with %d versions each", Ground.CLIENTS, Plan.VERSIONS_READ);
        new Load(Ground.CLIENTS, versions::ofOwnModel).repeat(Plan.VERSIONS_READ);
        new Load(Ground.CLIENTS, floor::writesToOwnModel).repeat(Plan.VERSIONS_READ);
        Progress.say("warming up for %s", Plan.COLD_START);
        var _ = new Load(Ground.CLIENTS, versions::ofOwnModel).run(new Window(Duration.ZERO, Plan.COLD_START));
        for (int clients : List.of(1, 8, Ground.CLIENTS)) {
            compare(
                    "create-version-c" + clients,
                    new Load(clients, versions::ofOwnModel),
                    new Load(clients, floor::writesToOwnModel));
        }
        compare(
                "create-version-c%d-one-model".formatted(Ground.CLIENTS),
                new Load(Ground.CLIENTS, versions::ofOneModel),
                new Load(Ground.CLIENTS, floor::writesToOneModel));
    }

    private void compare(String figure, Load ours, Load theirs) throws InterruptedException {
        Map<String, Load> loads = new LinkedHashMap<>();
        loads.put(figure, ours);
        loads.put(figure + " floor", theirs);
        Map<String, List<Sample>> samples = rounds.run(loads);
        report.rate(figure, samples.get(figure), samples.get(figure + " floor"));
    }
}
