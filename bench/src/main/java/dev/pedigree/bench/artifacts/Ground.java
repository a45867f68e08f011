package dev.pedigree.bench.artifacts;

import dev.pedigree.bench.task.Watch;
import java.nio.file.Path;

/// What everything is measured on.
///
/// @param folder for files, on the same disk as everything else
/// @param gateway the public door
/// @param straight the same service without the gateway
/// @param stores the S3 server without us, in each way that bodies can be signed
record Ground(Plan plan, Path folder, ContentClient gateway, ContentClient straight, DirectStores stores, Watch watch) {
    DirectStore store() {
        return stores.whole();
    }
    /// A project that no run had before: what is deduplicated is deduplicated within a project.
    static String project(int run) {
        return "projects/run-" + run;
    }

    /// Takes away what was stored for the run. The index still knows it; nobody asks it again.
    void clear(int run) throws InterruptedException {
        store().clear(project(run) + "/");
    }
}
