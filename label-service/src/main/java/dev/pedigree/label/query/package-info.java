/// Questions about labels, each a class of its own.
package dev.pedigree.label.query;
