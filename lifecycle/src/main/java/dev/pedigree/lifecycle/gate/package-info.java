/// What a deployment is judged on and how: facts go in, a verdict with every violation comes out.
///
/// Start at [dev.pedigree.lifecycle.gate.Judge]; each gate is judged by the class of its name.
package dev.pedigree.lifecycle.gate;
