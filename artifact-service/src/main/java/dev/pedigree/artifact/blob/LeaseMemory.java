package dev.pedigree.artifact.blob;

import java.time.Duration;
import java.util.stream.Stream;

/// Which blobs are known to be leased for as long as is promised to whoever asks, and how large they are: so most of
/// those who ask again are answered without the database.
///
/// That is safe since a lease once written is never made shorter. What is quarantined is forgotten at once by the
/// replica that finds it; the others may answer for it until `MOST_TRUSTED` has passed.
///
/// Memory is bounded: a table of buckets of eight places, which grows up to a limit and then gives the place of
/// whatever is trusted for the shortest time. Digests are kept whole, so that nothing that was made to look alike is
/// taken for what is there.
final class LeaseMemory {
    private static final Duration MOST_TRUSTED = Duration.ofMinutes(10);
    private static final int SHARDS = 64;
    private static final int WAYS = 8;
    /// The four words of a digest, its size, its project and until when it is trusted.
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
    long size(Project project, DigestWords digest) {
        Shard shard = shard(project, digest);
        synchronized (shard) {
            return shard.size(project.id(), digest, now());
        }
    }

    /// @param asked when the database was asked, by `now`
    /// @param left seconds of its lease at that time
    void remember(Project project, DigestWords digest, long size, int asked, int left) {
        int until = asked + Math.min(left - promise, Math.toIntExact(MOST_TRUSTED.toSeconds()));
        Shard shard = shard(project, digest);
        synchronized (shard) {
            shard.put(project.id(), digest, size, until);
        }
    }

    void forget(Project project, DigestWords digest) {
        Shard shard = shard(project, digest);
        synchronized (shard) {
            shard.forget(project.id(), digest);
        }
    }

    private Shard shard(Project project, DigestWords digest) {
        return shards[(int) (hash(project.id(), digest.first()) & (SHARDS - 1))];
    }

    /// Digests are random already.
    private static long hash(int project, long first) {
        return first ^ project * 0x9e37_79b9_7f4a_7c15L;
    }

    /// Part of the table, under a lock of its own. In a bucket the first words come first, then the rest of each place.
    private static final class Shard {
        private final int most;
        private int buckets = 1;
        private long[] words = new long[BUCKET];

        Shard(int most) {
            this.most = most;
        }

        long size(int project, DigestWords digest, int now) {
            int place = find(project, digest);
            return place >= 0 && until(place) > now ? words[rest(place) + 3] : NOT_KNOWN;
        }

        void put(int project, DigestWords digest, long size, int until) {
            int place = find(project, digest);
            if (place < 0) {
                place = free(project, digest.first(), until);
            }
            write(place, digest, size, (long) project << 32 | (until & 0xffff_ffffL));
        }

        void forget(int project, DigestWords digest) {
            int place = find(project, digest);
            if (place >= 0) {
                words[rest(place) + 4] = 0;
            }
        }

        private int find(int project, DigestWords digest) {
            int bucket = bucket(project, digest.first());
            for (int way = 0; way < WAYS; way++) {
                int place = bucket + way;
                if (words[place] == digest.first() && isRest(place, project, digest)) {
                    return place;
                }
            }
            return -1;
        }

        private boolean isRest(int place, int project, DigestWords digest) {
            int rest = rest(place);
            return words[rest] == digest.second()
                    && words[rest + 1] == digest.third()
                    && words[rest + 2] == digest.fourth()
                    && words[rest + 4] >>> 32 == project;
        }

        /// A place that is free, or the one that is trusted for the shortest time; a full bucket makes the table grow.
        private int free(int project, long first, int until) {
            int bucket = bucket(project, first);
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
            return free(project, first, until);
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
            int project = (int) (old[rest + 4] >>> 32);
            int bucket = bucket(project, old[place]);
            int to = bucket;
            while (until(to) > 0 && to < bucket + WAYS - 1) {
                to++;
            }
            words[to] = old[place];
            System.arraycopy(old, rest, words, rest(to), WORDS - 1);
        }

        private void write(int place, DigestWords digest, long size, long projectAndUntil) {
            words[place] = digest.first();
            int rest = rest(place);
            words[rest] = digest.second();
            words[rest + 1] = digest.third();
            words[rest + 2] = digest.fourth();
            words[rest + 3] = size;
            words[rest + 4] = projectAndUntil;
        }

        private int until(int place) {
            return (int) words[rest(place) + 4];
        }

        private static int rest(int place) {
            return place - place % BUCKET + WAYS + place % BUCKET * (WORDS - 1);
        }

        private int bucket(int project, long first) {
            long upper = hash(project, first) >>> 32;
            return (int) ((upper * buckets) >>> 32) * BUCKET;
        }
    }
}
