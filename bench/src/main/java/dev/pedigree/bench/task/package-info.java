/// Work of a fixed size, timed as a whole, with what each process took for it.
package dev.pedigree.bench.task;
