package dev.pedigree.chassis.interceptor;

import dev.pedigree.chassis.identity.Admissions;
import dev.pedigree.chassis.identity.IdentityVerifier;
import io.grpc.ServerInterceptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What stands between the wire and every handler, in THE order: the first of the list is the outermost.
///
/// | | | why here |
/// |-|-|-|
/// | 1 | `RequestIds` | everything below logs and answers under the id |
/// | 2 | `Fitting` | cuts what is too long to arrive |
/// | 3 | `Conformance` | sees exactly what leaves |
/// | 4 | `Faults` | words whatever anything below throws |
/// | 5 | `Draining` | ends what has no end of its own |
/// | 6 | `Occupancy` | refuses before any work is done |
/// | 7 | `PublicEdge` (edge only) | before anyone reads a header |
/// | 8 | `Deadlines` | bounds everything below |
/// | 9 | the door: `MeshCallers`, or what the edge brings | who calls is known before what it says is looked at |
/// | 10 | `Validation` | so that no stranger learns our rules, and no handler sees a broken message |
///
/// Metrics are not in the list: they sit in the transport (`metrics.ServerCallMetrics`), where calls to unknown
/// methods and broken streams are seen as well.
public final class Interceptors {
    private static final Duration USUAL_DEADLINE = Duration.ofSeconds(30);
    private static final Duration LONGEST_DEADLINE = Duration.ofMinutes(5);

    private final int mostCalls;
    private final int mostStreams;
    private final Optional<ServerInterceptor> edge;
    private final ServerInterceptor door;
    private final Duration usualDeadline;

    private Interceptors(
            int mostCalls,
            int mostStreams,
            Optional<ServerInterceptor> edge,
            ServerInterceptor door,
            Duration usualDeadline) {
        this.mostCalls = mostCalls;
        this.mostStreams = mostStreams;
        this.edge = edge;
        this.door = door;
        this.usualDeadline = usualDeadline;
    }

    /// For a service inside the mesh: other services knock, with their token.
    public static Interceptors mesh(int mostCalls, Admissions admissions, Optional<IdentityVerifier> verifier) {
        return new Interceptors(
                mostCalls,
                Occupancy.mostStreams(),
                Optional.empty(),
                new MeshCallers(admissions, verifier),
                USUAL_DEADLINE);
    }

    /// For the public edge: `authentication` establishes the `Caller` or refuses, for every service but health.
    public static Interceptors edge(int mostCalls, ServerInterceptor authentication) {
        return new Interceptors(
                mostCalls, Occupancy.mostStreams(), Optional.of(new PublicEdge()), authentication, USUAL_DEADLINE);
    }

    Interceptors withUsualDeadline(Duration deadline) {
        return new Interceptors(mostCalls, mostStreams, edge, door, deadline);
    }

    Interceptors withMostStreams(int streams) {
        return new Interceptors(mostCalls, streams, edge, door, usualDeadline);
    }

    /// Whether these stand before the public.
    public boolean isEdge() {
        return edge.isPresent();
    }

    /// The list, for a server that takes the requests `rules` knows. Outermost first.
    public List<ServerInterceptor> inOrder(FieldRules rules, Draining draining) {
        List<ServerInterceptor> interceptors = new ArrayList<>();
        interceptors.add(new RequestIds());
        interceptors.add(new Fitting());
        interceptors.add(new Conformance());
        interceptors.add(new Faults());
        interceptors.add(draining);
        interceptors.add(new Occupancy(mostCalls, mostStreams));
        edge.ifPresent(interceptors::add);
        interceptors.add(new Deadlines(usualDeadline, LONGEST_DEADLINE));
        interceptors.add(door);
        interceptors.add(new Validation(rules));
        return List.copyOf(interceptors);
    }
}
