package dev.pedigree.lineage.graph;

import java.util.Arrays;

/// A growing list of `int`.
final class Numbers {
    private int[] values = new int[16];
    private int size;

    int size() {
        return size;
    }

    int get(int place) {
        return values[place];
    }

    void set(int place, int value) {
        values[place] = value;
    }

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }
}
