package dev.pedigree.lifecycle.content;

/// A set of hashes, which takes 12 to 24 bytes for each. Zero and one are the same to it.
///
/// It grows in segments, one at a time, so that growing never takes much more than it has.
final class LongSet {
    private static final int SEGMENTS = 256;
    private static final int FIRST_CAPACITY = 1 << 2;

    private final Segment[] segments = new Segment[SEGMENTS];
    private int size;
    private long bytes;

    LongSet() {
        for (int index = 0; index < SEGMENTS; index++) {
            segments[index] = new Segment();
        }
        bytes = (long) SEGMENTS * FIRST_CAPACITY * Long.BYTES;
    }

    /// False if it was in the set.
    boolean add(long number) {
        Segment segment = segment(number);
        int before = segment.places.length;
        if (!segment.add(number)) {
            return false;
        }
        bytes += (long) (segment.places.length - before) * Long.BYTES;
        size++;
        return true;
    }

    boolean contains(long number) {
        return segment(number).contains(number);
    }

    int size() {
        return size;
    }

    /// Of memory.
    long bytes() {
        return bytes;
    }

    private Segment segment(long number) {
        return segments[(int) (number >>> 56)];
    }

    private static final class Segment {
        /// Zero marks a free place.
        private long[] places = new long[FIRST_CAPACITY];

        private int size;

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
}
