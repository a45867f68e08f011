package dev.pedigree.lineage.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.IntConsumer;

/// A breadth-first walk, one level of equal distance at a time: whoever walks decides after each whether to go on.
///
/// Every node is reached once, by a shortest way; among several the one whose last step has the smallest name, so that
/// the same graph gives the same answer in whatever order it came.
public final class Walk {
    private static final int STEPS_BETWEEN_LOOKS = 1 << 12;
    private static final int NO_LINK = -1;

    private final Graph graph;
    private final Direction direction;
    private final Follow follow;

    private final Numbers reached = new Numbers();
    /// Beside `reached`: the link back to where each was reached from.
    private final Numbers back = new Numbers();

    private final Places places = new Places();
    private int levelStart;
    private int distance;
    private int steps;

    public Walk(Graph graph, int start, Direction direction, Follow follow) {
        this.graph = graph;
        this.direction = direction;
        this.follow = follow;
        reach(start, NO_LINK);
    }

    /// Whether a walk takes a link, given its relation and what is known of the node behind it.
    @FunctionalInterface
    public interface Follow {
        boolean takes(int relation, Facts facts);
    }

    /// Goes one step further everywhere; false when there is nothing further.
    public boolean advance() throws InterruptedException {
        int end = reached.size();
        for (int place = levelStart; place < end; place++) {
            pauseForInterrupts();
            int node = reached.get(place);
            direction.forEach(graph, node, link -> step(node, link, end));
        }
        levelStart = end;
        distance++;
        return reached.size() > end;
    }

    /// Of the present level, from the start.
    public int distance() {
        return distance;
    }

    /// The nodes of the present level.
    public void forEachOfLevel(IntConsumer visitor) {
        for (int place = levelStart; place < reached.size(); place++) {
            visitor.accept(reached.get(place));
        }
    }

    /// The nodes along a shortest way from the start to a node that was reached, both included.
    public List<Integer> way(int node) {
        Deque<Integer> way = new ArrayDeque<>();
        way.addFirst(node);
        for (int link = backFrom(node); link != NO_LINK; link = backFrom(Link.node(link))) {
            way.addFirst(Link.node(link));
        }
        return List.copyOf(way);
    }

    /// The relation by which a node other than the start was reached.
    public int relationTo(int node) {
        return Link.relation(backFrom(node));
    }

    private int backFrom(int node) {
        return back.get(places.of(node));
    }

    private void step(int from, int link, int levelEnd) {
        int node = Link.node(link);
        int place = places.of(node);
        if (place == Places.NONE) {
            if (follow.takes(Link.relation(link), graph.facts(node))) {
                reach(node, Link.turned(link, from));
            }
        } else if (place >= levelEnd && follow.takes(Link.relation(link), graph.facts(node))) {
            back.set(place, smaller(back.get(place), Link.turned(link, from)));
        }
    }

    private void reach(int node, int link) {
        places.put(node, reached.size());
        reached.add(node);
        back.add(link);
    }

    private int smaller(int one, int other) {
        int byName = Link.node(one) == Link.node(other)
                ? 0
                : graph.name(Link.node(one)).compareTo(graph.name(Link.node(other)));
        int order = byName == 0 ? Integer.compare(Link.relation(one), Link.relation(other)) : byName;
        return order <= 0 ? one : other;
    }

    /// A walk without end in sight must notice that its caller has gone.
    private void pauseForInterrupts() throws InterruptedException {
        if (++steps % STEPS_BETWEEN_LOOKS == 0 && Thread.interrupted()) {
            throw new InterruptedException("the caller of the walk went away");
        }
    }
}
