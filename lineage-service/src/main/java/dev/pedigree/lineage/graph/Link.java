package dev.pedigree.lineage.graph;

/// One end of an edge in a single `int`: the node at the other end, and the relation.
///
/// 26 bits of node and 6 of relation: 67 million nodes and 64 relations. That the order of links is the order of nodes
/// lets lists of them be compared and searched as plain numbers.
public final class Link {
    static final int MAX_NODES = 1 << 26;

    private static final int RELATION_BITS = 6;
    private static final int MAX_RELATION = (1 << RELATION_BITS) - 1;

    private Link() {}

    public static int node(int link) {
        return link >>> RELATION_BITS;
    }

    /// The number of the relation in `pedigree.v1.Relation`; one that this build does not know is kept as well.
    public static int relation(int link) {
        return link & MAX_RELATION;
    }

    static int of(int node, int relation) {
        if (relation < 0 || relation > MAX_RELATION) {
            throw new IllegalArgumentException("relation " + relation + " does not fit a link");
        }
        return node << RELATION_BITS | relation;
    }

    /// The same edge seen from its other end.
    static int turned(int link, int node) {
        return of(node, relation(link));
    }
}
