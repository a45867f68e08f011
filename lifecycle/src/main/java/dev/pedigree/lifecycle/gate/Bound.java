package dev.pedigree.lifecycle.gate;

/// What a metric is compared with.
public sealed interface Bound {

    /// A fixed number.
    record Absolute(double value) implements Bound {

        public Absolute {
            requireFinite(value);
        }
    }

    /// What the current deployment's version reached, plus `delta`. Both are measured on the policy's dataset version
    /// by its evaluator.
    record RelativeToCurrent(double delta) implements Bound {

        public RelativeToCurrent {
            requireFinite(delta);
        }
    }

    private static void requireFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a threshold must be a finite number, not " + value);
        }
    }
}
