package dev.pedigree.lifecycle.gate;

/// Which side of a threshold is good.
public enum Comparison {
    AT_LEAST("at least"),
    AT_MOST("at most");

    private final String words;

    Comparison(String words) {
        this.words = words;
    }

    boolean holds(double observed, double required) {
        return switch (this) {
            case AT_LEAST -> observed >= required;
            case AT_MOST -> observed <= required;
        };
    }

    /// As it reads in a sentence.
    public String words() {
        return words;
    }
}
