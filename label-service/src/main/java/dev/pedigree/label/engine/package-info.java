/// The engine that queries label files, behind one interface.
package dev.pedigree.label.engine;
