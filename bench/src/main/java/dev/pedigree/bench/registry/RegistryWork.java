package dev.pedigree.bench.registry;

import dev.pedigree.bench.BenchFolder;
import dev.pedigree.bench.Report;
import dev.pedigree.bench.Rounds;
import dev.pedigree.standalone.Mesh;
import java.nio.file.Path;

/// Starts a mesh of processes, a database for the floor beside the mesh's own, and an echo server; measures
/// creates, then reads.
public final class RegistryWork {
    private final Rounds rounds;
    private final Report report;

    /// @param scale of the length of every run
    public RegistryWork(double scale, Report report) {
        this.rounds = new Rounds(Plan.ROUNDS, Plan.window(scale));
        this.report = report;
    }

    public void run() throws Exception {
        try (BenchFolder folder = BenchFolder.create();
                Mesh mesh = Mesh.processes(folder.path().resolve("mesh"), 0)) {
            measure(mesh, folder.path());
        }
    }

    private void measure(Mesh mesh, Path folder) throws Exception {
        try (Gateway gateway = Gateway.of(mesh)) {
            Ground ground = Ground.prepare(gateway);
            ModelVersions versions = new ModelVersions(gateway, ground);
            Specimen specimen = Specimen.of(mesh.postgres().database(), versions);
            try (FloorDatabase floor = FloorDatabase.create(mesh.postgres(), specimen)) {
                Fairness.requireEqualRows(mesh.postgres().database(), versions, floor);
                new Creates(versions, floor, rounds, report).run();
                try (EchoProcess echo = EchoProcess.start(folder, floor.database(), specimen.reply())) {
                    new Reads(gateway, ground, echo, rounds, report).run();
                }
            }
        }
    }
}
