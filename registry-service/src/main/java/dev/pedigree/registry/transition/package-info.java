/// The steps of a version's life: verbs move its state by the table of the rule book, and every step is kept.
package dev.pedigree.registry.transition;
