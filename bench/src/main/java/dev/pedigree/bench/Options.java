package dev.pedigree.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the bench was told.
///
/// @param s3 an S3 server to measure on, in place of the embedded one
/// @param scale how long, or how much, in proportion to the usual
/// @param folder where what is measured on is kept from run to run, for works that can; none: it is made anew
/// @param only the figures to measure, for works that can; all of them if it is empty
record Options(String work, Optional<URI> s3, double scale, Optional<Path> folder, Set<String> only) {
    static final String USAGE = "usage: bench --work NAME [--s3 URL] [--scale N] [--folder DIR] [--only FIGURE,...]";

    static Options parse(List<String> arguments) {
        Optional<String> work = Optional.empty();
        Optional<URI> s3 = Optional.empty();
        Optional<Path> folder = Optional.empty();
        Set<String> only = Set.of();
        double scale = 1;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--work" -> work = Optional.of(value(option, rest));
                case "--s3" -> s3 = Optional.of(URI.create(value(option, rest)));
                case "--folder" -> folder = Optional.of(Path.of(value(option, rest)));
                case "--only" -> only = Set.of(value(option, rest).split(","));
                case "--scale" -> scale = scale(value(option, rest));
                default -> throw new IllegalArgumentException("unknown option " + option + "; " + USAGE);
            }
        }
        return new Options(work.orElseThrow(() -> new IllegalArgumentException(USAGE)), s3, scale, folder, only);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }

    private static double scale(String text) {
        try {
            double scale = Double.parseDouble(text);
            if (scale > 0 && scale < Double.POSITIVE_INFINITY) {
                return scale;
            }
        } catch (NumberFormatException _) {
            // refused below
        }
        throw new IllegalArgumentException("--scale must be a number above 0");
    }
}
