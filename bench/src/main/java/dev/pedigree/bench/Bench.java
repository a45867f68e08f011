package dev.pedigree.bench;

import java.util.List;

/// Measures one piece of work and prints what came out, one JSON object a line; progress goes to standard error.
public final class Bench {
    private static final int USAGE = 2;

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        Options options;
        Work work;
        try {
            options = Options.parse(List.of(arguments));
            work = Works.named(options.work());
        } catch (IllegalArgumentException wrong) {
            System.err.println("bench: " + wrong.getMessage());
            System.exit(USAGE);
            return;
        }
        work.run(options, new Report(options.work(), System.out));
        System.exit(0); // the clients' threads have nothing left to do
    }
}
