package dev.pedigree.testkit.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Stands before an S3 server, counts what arrives, and lets happen to it what is injected. Speaks plain HTTP/1.1.
public final class FaultProxy implements AutoCloseable {
    private static final int BACKLOG = 256;

    private final URI s3;
    private final ServerSocket server;
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<S3Request> arrivals = new ArrayList<>();
    private final Set<FaultyConnection> connections = ConcurrentHashMap.newKeySet();

    private record Rule(Predicate<S3Request> when, S3Fault fault, AtomicInteger left) {
        boolean strikes(S3Request request) {
            return when.test(request) && left.getAndDecrement() > 0;
        }
    }

    private FaultProxy(URI s3, ServerSocket server) {
        this.s3 = s3;
        this.server = server;
    }

    public static FaultProxy before(URI s3) {
        try {
            FaultProxy proxy = new FaultProxy(s3, new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().name("fault-proxy").start(proxy::accept);
            return proxy;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /// From now on `fault` happens to every request for which `when` is true. The first that was injected goes first.
    public void inject(Predicate<S3Request> when, S3Fault fault) {
        inject(when, fault, Integer.MAX_VALUE);
    }

    /// The same for so many requests.
    public void inject(Predicate<S3Request> when, S3Fault fault, int times) {
        rules.add(new Rule(when, fault, new AtomicInteger(times)));
    }

    /// Nothing happens to requests from now on; whoever hangs is let go. What arrived is forgotten.
    public void heal() {
        rules.clear();
        connections.forEach(FaultyConnection::letGo);
        synchronized (arrivals) {
            arrivals.clear();
        }
    }

    /// The requests that arrived so far for which `which` is true, whatever became of them.
    public List<S3Request> arrivals(Predicate<S3Request> which) {
        synchronized (arrivals) {
            return arrivals.stream().filter(which).toList();
        }
    }

    /// How many connections are open.
    public int connections() {
        return connections.size();
    }

    Optional<S3Fault> arrived(S3Request request) {
        synchronized (arrivals) {
            arrivals.add(request);
        }
        return rules.stream().filter(rule -> rule.strikes(request)).findFirst().map(Rule::fault);
    }

    private void accept() {
        try {
            while (true) {
                FaultyConnection connection = new FaultyConnection(this, server.accept());
                connections.add(connection);
                Thread.ofVirtual().name("fault-proxy-connection").start(() -> {
                    try (connection) {
                        connection.serve();
                    } finally {
                        connections.remove(connection);
                    }
                });
            }
        } catch (IOException _) {
            // closed
        }
    }

    Socket connect() throws IOException {
        return new Socket(s3.getHost(), s3.getPort());
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        connections.forEach(FaultyConnection::close);
    }
}
