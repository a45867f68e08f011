package dev.pedigree.bench;

/// Something that is measured as a whole, with its own set-up, floors and figures.
@FunctionalInterface
interface Work {
    void run(Options options, Report report) throws Exception;
}
