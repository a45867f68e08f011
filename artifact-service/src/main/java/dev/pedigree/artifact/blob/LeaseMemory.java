package dev.pedigree.artifact.blob;

import java.time.Duration;
import java.util.stream.Stream;

/// Which blobs are known to be leased for as long as is promised to whoever asks, and how large they are: so most of
/// those who ask again are answered without the database.
///
/// That is safe since a lease once written is never made shorter, and since after a quarantine nothing is asked
/// for under the same number (`Soundness`).
///
/// Memory is bounded: a table of buckets of eight places, which grows up to a limit and then gives the place of
/// whatever is trusted for the shortest time. Digests are kept whole, so that nothing that was made to look alike is
/// taken for what is there.
final class LeaseMemory {
    private static final Duration MOST_TRUSTED = Duration.ofMinutes(10);
    private static final int SHARDS = 64;
    private static final int WAYS = 8;
    /// The four words of a digest, its size, the number it was asked under and until when it is trusted.
    private static final int WORDS = 6;

    private static final int BUCKET = WAYS * WORDS;
    private static final long NOT_KNOWN = -1;

    private final int promise;
    private final Shard[] shards;
    private final long began = System.nanoTime();

    /// @param bytes of memory at most; it doubles up to that
    LeaseMemory(Duration promise, long bytes) {
        this.promise = Math.toIntExact(promise.toSeconds());
        int buckets = Integer.highestOneBit(Math.toIntExact(bytes / SHARDS / BUCKET / Long.BYTES));
        this.shards = Stream.generate(() -> new Shard(buckets)).limit(SHARDS).toArray(Shard[]::new);
    }

    /// Seconds on the clock by which leases are trusted here.
    int now() {
        return Math.toIntExact((System.nanoTime() - began) / 1_000_000_000);
    }

    /// The size of a blob that is known to be leased, or -1.
    long size(int number, DigestWords digest) {
        Shard shard = shard(number, digest);
        synchronized (shard) {
            return shard.size(number, digest, now());
        }
    }

    /// @param number under which it may be asked for
    /// @param asked when the database was asked, by `now`
    /// @param left seconds of its lease at that time
    void remember(int number, DigestWords digest, long size, int asked, int left) {
        int until = asked + Math.min(left - promise, Math.toIntExact(MOST_TRUSTED.toSeconds()));
        Shard shard = shard(number, digest);
        synchronized (shard) {
            shard.put(number, digest, size, until);
        }
    }

    private Shard shard(int number, DigestWords digest) {
        return shards[(int) (hash(number, digest.first()) & (SHARDS - 1))];
    }

    /// Digests are random already.
    private static long hash(int number, long first) {
        return first ^ number * 0x9e37_79b9_7f4a_7c15L;
    }

    /// Part of the table, under a lock of its own. In a bucket the first words come first, then the rest of each place.
    private static final class Shard {
        private final int most;
        private int buckets = 1;
        private long[] words = new long[BUCKET];

        Shard(int most) {
            this.most = most;
        }

        long size(int number, DigestWords digest, int now) {
            int place = find(number, digest);
            return place >= 0 && until(place) > now ? words[rest(place) + 3] : NOT_KNOWN;
        }

        void put(int number, DigestWords digest, long size, int until) {
            int place = find(number, digest);
            if (place < 0) {
                place = free(number, digest.first(), until);
            }
            write(place, digest, size, (long) number << 32 | (until & 0xffff_ffffL));
        }

        private int find(int number, DigestWords digest) {
            int bucket = bucket(number, digest.first());
            for (int way = 0; way < WAYS; way++) {
                int place = bucket + way;
                if (words[place] == digest.first() && isRest(place, number, digest)) {
                    return place;
                }
            }
            return -1;
        }

        private boolean isRest(int place, int number, DigestWords digest) {
            int rest = rest(place);
            return words[rest] == digest.second()
                    && words[rest + 1] == digest.third()
                    && words[rest + 2] == digest.fourth()
                    && words[rest + 4] >>> 32 == number;
        }

        /// A place that is free, or the one that is trusted for the shortest time; a full bucket makes the table grow.
        private int free(int number, long first, int until) {
            int bucket = bucket(number, first);
            int soonest = bucket;
            for (int place = bucket; place < bucket + WAYS; place++) {
                if (until(place) < until(soonest)) {
                    soonest = place;
                }
            }
            if (until(soonest) <= 0 || buckets == most) {
                return soonest;
            }
            grow();
            return free(number, first, until);
        }

        private void grow() {
            long[] old = words;
            int oldBuckets = buckets;
            buckets *= 2;
            words = new long[buckets * BUCKET];
            for (int bucket = 0; bucket < oldBuckets; bucket++) {
                for (int way = 0; way < WAYS; way++) {
                    int place = bucket * BUCKET + way;
                    int rest = rest(place);
                    if ((int) old[rest + 4] > 0) {
                        move(old, place, rest);
                    }
                }
            }
        }

        private void move(long[] old, int place, int rest) {
            int number = (int) (old[rest + 4] >>> 32);
            int bucket = bucket(number, old[place]);
            int to = bucket;
            while (until(to) > 0 && to < bucket + WAYS - 1) {
                to++;
            }
            words[to] = old[place];
            System.arraycopy(old, rest, words, rest(to), WORDS - 1);
        }

        private void write(int place, DigestWords digest, long size, long numberAndUntil) {
            words[place] = digest.first();
            int rest = rest(place);
            words[rest] = digest.second();
            words[rest + 1] = digest.third();
            words[rest + 2] = digest.fourth();
            words[rest + 3] = size;
            words[rest + 4] = numberAndUntil;
        }

        private int until(int place) {
            return (int) words[rest(place) + 4];
        }

        private static int rest(int place) {
            return place - place % BUCKET + WAYS + place % BUCKET * (WORDS - 1);
        }

        private int bucket(int number, long first) {
            long upper = hash(number, first) >>> 32;
            return (int) ((upper * buckets) >>> 32) * BUCKET;
        }
    }
}
