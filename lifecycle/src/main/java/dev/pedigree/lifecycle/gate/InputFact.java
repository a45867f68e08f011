package dev.pedigree.lifecycle.gate;

import dev.pedigree.lifecycle.State;
import dev.pedigree.lifecycle.name.VersionName;

/// A version the candidate was made from, at any distance, and the state it is in.
public record InputFact(VersionName version, State state) {}
