package dev.pedigree.lifecycle.content;

/// A set of hashes, which takes 12 to 24 bytes for each. Zero and one are the same to it.
final class LongSet {
    private static final int FIRST_CAPACITY = 1 << 6;

    /// Zero marks a free place.
    private long[] places = new long[FIRST_CAPACITY];

    private int size;

    /// False if it was in the set.
    boolean add(long number) {
        if (3 * (size + 1) > 2 * places.length) {
            grow();
        }
        int place = find(number);
        if (places[place] != 0) {
            return false;
        }
        places[place] = notZero(number);
        size++;
        return true;
    }

    boolean contains(long number) {
        return places[find(number)] != 0;
    }

    int size() {
        return size;
    }

    /// Where the number is, or belongs.
    private int find(long number) {
        long wanted = notZero(number);
        int place = (int) wanted & (places.length - 1);
        while (places[place] != 0 && places[place] != wanted) {
            place = (place + 1) & (places.length - 1);
        }
        return place;
    }

    private void grow() {
        long[] before = places;
        places = new long[2 * before.length];
        for (long number : before) {
            if (number != 0) {
                places[find(number)] = number;
            }
        }
    }

    private static long notZero(long number) {
        return number == 0 ? 1 : number;
    }
}
