package dev.pedigree.lineage.graph;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.IntConsumer;

/// A growing list of links for each node. One thread writes, any number read without a lock.
///
/// A list is an `int[]` that holds its own length in front. The writer puts a link behind the end and then moves the
/// length, so a reader sees either the list before or the list after, never a hole; a list that is full, or that loses
/// a link, is replaced by a copy.
final class LinkLists {
    private static final VarHandle LENGTH = MethodHandles.arrayElementVarHandle(int[].class);
    private static final VarHandle LIST = MethodHandles.arrayElementVarHandle(int[][].class);
    private static final int[] EMPTY = {0};

    private volatile int[][] lists;

    LinkLists(int capacity) {
        lists = new int[capacity][];
        Arrays.fill(lists, EMPTY);
    }

    void grow(int capacity) {
        int[][] wider = Arrays.copyOf(lists, capacity);
        Arrays.fill(wider, lists.length, capacity, EMPTY);
        lists = wider;
    }

    void forEach(int node, IntConsumer visitor) {
        int[] list = list(node);
        int length = (int) LENGTH.getAcquire(list, 0);
        for (int place = 1; place <= length; place++) {
            visitor.accept(list[place]);
        }
    }

    int length(int node) {
        return (int) LENGTH.getAcquire(list(node), 0);
    }

    /// A copy of the list.
    int[] copy(int node) {
        int[] list = list(node);
        return Arrays.copyOfRange(list, 1, 1 + (int) LENGTH.getAcquire(list, 0));
    }

    void append(int node, int link) {
        int[] list = list(node);
        int length = list[0];
        if (length + 1 == list.length) {
            list = Arrays.copyOf(list, 1 + Math.max(2, length + (length >> 1) + 1));
            list[length + 1] = link;
            list[0] = length + 1;
            LIST.setRelease(lists, node, list);
        } else {
            list[length + 1] = link;
            LENGTH.setRelease(list, 0, length + 1);
        }
    }

    void replace(int node, int[] links) {
        int[] list = new int[links.length + 1];
        list[0] = links.length;
        System.arraycopy(links, 0, list, 1, links.length);
        LIST.setRelease(lists, node, list);
    }

    void remove(int node, int link) {
        replace(node, Arrays.stream(copy(node)).filter(each -> each != link).toArray());
    }

    private int[] list(int node) {
        return (int[]) LIST.getAcquire(lists, node);
    }
}
