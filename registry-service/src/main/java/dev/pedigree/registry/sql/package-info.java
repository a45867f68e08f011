/// Shortcuts to the driver for what is done most often. Everything else speaks to the database through jOOQ.
package dev.pedigree.registry.sql;
