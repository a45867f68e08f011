package dev.pedigree.standalone;

import java.util.Map;

/// How the services of a mesh are run: beside each other in this process, or each in its own.
interface Fleet extends AutoCloseable {
    /// Returns when the service takes calls.
    void start(ServiceKind service, Map<String, String> settings);

    /// Ends the service as an operator would: it drains.
    void stop(ServiceKind service);

    @Override
    void close();
}
