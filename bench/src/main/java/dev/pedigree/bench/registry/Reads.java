package dev.pedigree.bench.registry;

import dev.pedigree.bench.Connections;
import dev.pedigree.bench.Load;
import dev.pedigree.bench.Report;
import dev.pedigree.bench.Rounds;
import dev.pedigree.bench.Sample;
import dev.pedigree.v1.AssetServiceGrpc.AssetServiceBlockingStub;
import dev.pedigree.v1.GetVersionRequest;
import dev.pedigree.v1.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/// GetVersion by number and by alias at 1, 8 and 32 clients, each on its own model, against an echo with one select.
record Reads(Gateway gateway, Ground ground, EchoProcess echo, Rounds rounds, Report report) {
    private static final int ALIASED = Plan.VERSIONS_READ / 2;

    void run() throws InterruptedException {
        ground.setAliases(ALIASED);
        for (int clients : List.of(1, 8, Ground.CLIENTS)) {
            compare(clients);
        }
    }

    private void compare(int clients) throws InterruptedException {
        String byNumber = "get-version-c" + clients;
        String byAlias = "get-by-alias-c" + clients;
        String floor = "echo-c%d floor".formatted(clients);
        Map<String, Load> loads = new LinkedHashMap<>();
        loads.put(byNumber, new Load(clients, client -> read(gateway.assets(client), () -> numbered(client))));
        loads.put(byAlias, new Load(clients, client -> read(gateway.assets(client), () -> aliased(client))));
        loads.put(floor, new Load(clients, client -> read(echo.assets(client), () -> numbered(client))));
        Map<String, List<Sample>> samples = rounds.run(loads);
        report.rate(byNumber, samples.get(byNumber), samples.get(floor));
        report.rate(byAlias, samples.get(byAlias), samples.get(floor));
    }

    private static Load.Call read(AssetServiceBlockingStub stub, Supplier<String> names) {
        return () -> {
            Version _ = Connections.inTime(stub)
                    .getVersion(
                            GetVersionRequest.newBuilder().setName(names.get()).build());
        };
    }

    private String numbered(int client) {
        int number = ThreadLocalRandom.current().nextInt(1, Plan.VERSIONS_READ + 1);
        return versions(client) + number;
    }

    private String aliased(int client) {
        return versions(client) + "@" + Ground.ALIAS;
    }

    private String versions(int client) {
        return ground.models().get(client).name() + "/versions/";
    }
}
