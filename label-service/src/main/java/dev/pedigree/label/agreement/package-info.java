/// How far annotators agree beyond chance, from counts alone.
package dev.pedigree.label.agreement;
