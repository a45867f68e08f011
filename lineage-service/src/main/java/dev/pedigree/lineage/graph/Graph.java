package dev.pedigree.lineage.graph;

import dev.pedigree.mesh.v1.Node;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntConsumer;

/// The lineage of everything, in memory: names are numbered, and each number has its facts and the links out of
/// and into it, in columns.
///
/// **One thread writes (the tail of the feed), any number read, and nobody waits.** A lock would make the two worst
/// cases meet: one walk over millions of edges would hold up the feed, and the waiting feed every other query. Instead
/// a change is published by one store of the node's facts, after its links; columns that must grow are copied and then
/// swapped. The price: a reader sees all that was written before it began, and may see some of what is being written
/// meanwhile. That is harmless, because lineage only grows: an answer is never older than the token it carries.
///
/// Links may point at a node that has not come: it has a number and no facts until it does.
public final class Graph {
    private static final VarHandle FACTS = MethodHandles.arrayElementVarHandle(Facts[].class);
    private static final int FIRST_CAPACITY = 1 << 10;

    private final NameTable names = new NameTable(FIRST_CAPACITY);
    private final LinkLists out = new LinkLists(FIRST_CAPACITY);
    private final LinkLists in = new LinkLists(FIRST_CAPACITY);
    private volatile Facts[] facts = new Facts[FIRST_CAPACITY];

    private long[] revisions = new long[FIRST_CAPACITY];
    private final Map<Facts, Facts> shared = new HashMap<>();
    private volatile int nodes;
    private volatile long edges;

    public Graph() {
        Arrays.fill(facts, Facts.UNKNOWN);
    }

    /// The number of a name that a node or a link has; it may not be known yet.
    public OptionalInt find(String name) {
        return names.find(name);
    }

    public String name(int node) {
        return names.name(node);
    }

    public Facts facts(int node) {
        return (Facts) FACTS.getAcquire(facts, node);
    }

    /// The links to what this node came from.
    public void forEachOut(int node, IntConsumer visitor) {
        out.forEach(node, visitor);
    }

    /// The links to what came of this node. What they lead to may be in the act of being written, and not known yet.
    public void forEachIn(int node, IntConsumer visitor) {
        in.forEach(node, visitor);
    }

    /// Known nodes.
    public int nodes() {
        return nodes;
    }

    /// Names that links have pointed at and whose nodes have not come yet.
    public int placeholders() {
        return names.size() - nodes;
    }

    public long edges() {
        return edges;
    }

    /// Takes in the state of one node, with all its edges, unless a newer or the same revision is here already.
    @SuppressWarnings("NonAtomicVolatileUpdate") // there is one writer
    public void put(String name, long revision, Node node) {
        int number = numberOf(name);
        Facts before = facts[number];
        if (before.known() && revision <= revisions[number]) {
            return;
        }
        Facts after = shared(Facts.of(node));
        revisions[number] = revision;
        link(number, linksOf(node));
        FACTS.setRelease(facts, number, after);
        if (!before.known() && after.known()) {
            nodes = nodes + 1;
        }
    }

    private int[] linksOf(Node node) {
        return node.getEdgesList().stream()
                .mapToInt(edge -> Link.of(numberOf(edge.getTo()), edge.getRelationValue()))
                .sorted()
                .distinct()
                .toArray();
    }

    private void link(int node, int[] links) {
        int[] before = out.copy(node);
        if (Arrays.equals(before, links)) {
            return; // as good as always: what a version was made from is frozen
        }
        for (int link : links) {
            if (Arrays.binarySearch(before, link) < 0) {
                in.append(Link.node(link), Link.turned(link, node));
            }
        }
        out.replace(node, links);
        for (int link : before) {
            if (Arrays.binarySearch(links, link) < 0) {
                in.remove(Link.node(link), Link.turned(link, node));
            }
        }
        edges = edges + links.length - before.length;
    }

    private Facts shared(Facts each) {
        return each.common() ? shared.computeIfAbsent(each, same -> same) : each;
    }

    private int numberOf(String name) {
        OptionalInt known = names.find(name);
        return known.isPresent() ? known.getAsInt() : add(name);
    }

    private int add(String name) {
        int size = names.size();
        if (size == Link.MAX_NODES) {
            throw new IllegalStateException("the graph is full: " + size + " nodes");
        }
        if (size == facts.length) {
            grow(size * 2); // before the name can be found
        }
        return names.add(name);
    }

    private void grow(int capacity) {
        Facts[] wider = Arrays.copyOf(facts, capacity);
        Arrays.fill(wider, facts.length, capacity, Facts.UNKNOWN);
        out.grow(capacity);
        in.grow(capacity);
        revisions = Arrays.copyOf(revisions, capacity);
        facts = wider;
    }
}
