/// Which versions were made from which: the walks over the edge table that decide what a deployment rests on and
/// what a retirement would break.
package dev.pedigree.registry.ancestry;
