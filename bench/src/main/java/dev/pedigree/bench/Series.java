package dev.pedigree.bench;

import java.util.List;

/// One quantity as several runs measured it.
record Series(List<Double> values) {
    Series {
        values = values.stream().sorted().toList();
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a series needs a run");
        }
    }

    double median() {
        int middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }

    double least() {
        return values.getFirst();
    }

    double greatest() {
        return values.getLast();
    }

    int runs() {
        return values.size();
    }
}
