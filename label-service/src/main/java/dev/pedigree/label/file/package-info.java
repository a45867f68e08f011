/// Label files on this machine: a bounded cache of what artifact-service keeps.
package dev.pedigree.label.file;
