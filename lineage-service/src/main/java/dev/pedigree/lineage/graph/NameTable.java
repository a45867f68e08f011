package dev.pedigree.lineage.graph;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.OptionalInt;

/// Resource names and the small numbers that stand for them, 0, 1, 2 … in the order they came.
///
/// An open-addressing table of numbers, half full at most; names are only ever added, so readers need no lock: a number
/// is published after its name, and a wider table after it is complete.
final class NameTable {
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);
    private static final int FREE = 0;

    /// Nobody can choose names that collide without knowing it.
    private final int multiplier = (new SecureRandom().nextInt() & ~7) | 5;

    private volatile String[] names;
    /// Number + 1, or FREE.
    private volatile int[] slots;

    private volatile int size;

    NameTable(int capacity) {
        names = new String[capacity];
        slots = new int[Integer.highestOneBit(Math.max(8, capacity)) * 4];
    }

    OptionalInt find(String name) {
        int[] table = slots;
        int slot = home(name, table.length);
        while (true) {
            int held = (int) SLOT.getAcquire(table, slot);
            if (held == FREE) {
                return OptionalInt.empty();
            }
            if (names[held - 1].equals(name)) {
                return OptionalInt.of(held - 1);
            }
            slot = (slot + 1) & (table.length - 1);
        }
    }

    String name(int number) {
        return names[number];
    }

    int size() {
        return size;
    }

    /// Adds a name that is not there.
    int add(String name) {
        int number = size;
        if (number == names.length) {
            names = Arrays.copyOf(names, number * 2);
        }
        names[number] = name;
        if (number * 2 >= slots.length) {
            slots = widened();
        }
        put(slots, name, number);
        size = number + 1;
        return number;
    }

    private int[] widened() {
        int[] wider = new int[slots.length * 2];
        for (int number = 0; number < size; number++) {
            put(wider, names[number], number);
        }
        return wider;
    }

    private void put(int[] table, String name, int number) {
        int slot = home(name, table.length);
        while (table[slot] != FREE) {
            slot = (slot + 1) & (table.length - 1);
        }
        SLOT.setRelease(table, slot, number + 1);
    }

    private int home(String name, int length) {
        int hash = 0;
        for (int place = 0; place < name.length(); place++) {
            hash = hash * multiplier + name.charAt(place);
        }
        hash *= 0x9E3779B9;
        return (hash ^ hash >>> 16) & (length - 1);
    }
}
