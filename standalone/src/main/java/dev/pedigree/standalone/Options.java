package dev.pedigree.standalone;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/// What the launcher was told.
///
/// @param data folder that holds everything and survives restarts
/// @param port of the public address on loopback; 0 takes a free one
/// @param processes whether each service is a process of its own
record Options(Path data, int port, boolean processes) {
    static final String USAGE = "usage: standalone [--data DIR] [--port N] [--processes]";

    static Options parse(List<String> arguments) {
        Path data = Path.of("data");
        int port = 7400;
        boolean processes = false;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--data" -> data = Path.of(value(option, rest));
                case "--port" -> port = port(value(option, rest));
                case "--processes" -> processes = true;
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        return new Options(data.toAbsolutePath().normalize(), port, processes);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }

    private static int port(String text) {
        int port = Integer.parseInt(text);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("--port must be between 0 and 65535");
        }
        return port;
    }
}
