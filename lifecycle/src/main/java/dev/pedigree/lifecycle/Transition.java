package dev.pedigree.lifecycle;

/// One legal step: a row of the table in [Lifecycle].
public record Transition(State from, Verb verb, State to) {}
