package dev.pedigree.bench.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the process of this machine that listens on a port, as /proc tells it.
public final class Listeners {
    private static final String LISTENING = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private Listeners() {}

    /// Empty where it is another machine's, or one may not look.
    public static Optional<Long> on(int port) throws IOException {
        Optional<String> socket = Stream.concat(lines("tcp"), lines("tcp6"))
                .map(line -> line.strip().split("\\s+"))
                .filter(fields ->
                        fields[STATE].equals(LISTENING) && fields[LOCAL_ADDRESS].endsWith(":%04X".formatted(port)))
                .map(fields -> "socket:[" + fields[INODE] + "]")
                .findFirst();
        return socket.flatMap(name -> ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> holds(pid, name))
                .findFirst());
    }

    private static Stream<String> lines(String protocol) throws IOException {
        return Files.readAllLines(Path.of("/proc/net", protocol)).stream().skip(1);
    }

    private static boolean holds(long pid, String socket) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            List<Path> all = descriptors.toList();
            for (Path descriptor : all) {
                if (Files.isSymbolicLink(descriptor)
                        && Files.readSymbolicLink(descriptor).toString().equals(socket)) {
                    return true;
                }
            }
        } catch (IOException gone) {
            return false; // it ended meanwhile, or is another user's
        }
        return false;
    }
}
