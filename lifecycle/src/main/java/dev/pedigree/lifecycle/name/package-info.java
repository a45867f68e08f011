/// Resource names: one record for each shape, parsed and printed the same. Every fault is a
/// [dev.pedigree.lifecycle.InvalidName] that tells the caller what to send instead.
package dev.pedigree.lifecycle.name;
