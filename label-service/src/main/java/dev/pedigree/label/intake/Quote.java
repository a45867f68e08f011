package dev.pedigree.label.intake;

import java.util.List;

/// Words of somebody else in ours: cut short, and without what a terminal would act on.
final class Quote {
    private static final int LONGEST = 300;

    private Quote() {}

    static String of(List<String> names) {
        return of(String.join(", ", names));
    }

    static String of(String words) {
        String cut = words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "...";
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
