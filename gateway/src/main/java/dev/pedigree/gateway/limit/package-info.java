/// How much one caller may ask for.
package dev.pedigree.gateway.limit;
