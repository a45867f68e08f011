package dev.pedigree.bench.registry;

import dev.pedigree.bench.Connections;
import dev.pedigree.standalone.ChildProcess;
import dev.pedigree.testkit.Database;
import dev.pedigree.testkit.FreePorts;
import dev.pedigree.v1.AssetServiceGrpc;
import dev.pedigree.v1.AssetServiceGrpc.AssetServiceBlockingStub;
import dev.pedigree.v1.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The echo server as a process of its own, started with what the services are started with, and connections to it.
record EchoProcess(ChildProcess process, Connections connections) implements AutoCloseable {

    static EchoProcess start(Path folder, Database database, Version reply) throws IOException {
        Path file = Files.write(folder.resolve("echo.reply"), reply.toByteArray());
        int port = FreePorts.take();
        ChildProcess process = ChildProcess.start(
                folder,
                EchoServer.NAME,
                EchoServer.class.getName(),
                ChildProcess.SERVICE_HEAP,
                Map.of(
                        "PEDIGREE_ECHO_PORT", Integer.toString(port),
                        "PEDIGREE_ECHO_DATABASE", database.jdbcUrl(),
                        "PEDIGREE_ECHO_USER", Database.SERVICE,
                        "PEDIGREE_ECHO_PASSWORD", database.servicePassword(),
                        "PEDIGREE_ECHO_REPLY", file.toString()));
        return new EchoProcess(process, Connections.to("127.0.0.1:" + port));
    }

    AssetServiceBlockingStub assets(int client) {
        return AssetServiceGrpc.newBlockingStub(connections.of(client));
    }

    @Override
    public void close() {
        connections.close();
        process.stop();
    }
}
