package dev.pedigree.chassis.log;

import org.slf4j.bridge.SLF4JBridgeHandler;

/// What a process does about its log before anything else: it gives it its name, and lets gRPC log into it too.
public final class Logs {
    private static volatile String service = "pedigree";

    private Logs() {}

    public static void open(String name) {
        service = name;
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    static String service() {
        return service;
    }
}
