package dev.pedigree.bench.task;

/// Tasks made of what they do and what they leave.
public final class Tasks {
    @FunctionalInterface
    public interface Step {
        void run(int run) throws Exception;
    }

    private Tasks() {}

    public static Task of(String name, double amount, Step step) {
        return of(name, amount, _ -> {}, step, _ -> {});
    }

    public static Task of(String name, double amount, Step step, Step clear) {
        return of(name, amount, _ -> {}, step, clear);
    }

    public static Task of(String name, double amount, Step prepare, Step step, Step clear) {
        return new Steps(name, amount, prepare, step, clear);
    }

    private record Steps(String name, double amount, Step before, Step step, Step after) implements Task {
        @Override
        public void prepare(int run) throws Exception {
            before.run(run);
        }

        @Override
        public void run(int run) throws Exception {
            step.run(run);
        }

        @Override
        public void clear(int run) throws Exception {
            after.run(run);
        }
    }
}
