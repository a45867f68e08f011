/// How annotations are drawn, pure: what the JSON of a label may say (docs/labels.md), and what it says.
package dev.pedigree.label.geometry;
