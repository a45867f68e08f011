/// Reads files of strangers, in a process apart: a file that kills the reader kills nothing else.
///
/// What comes out is a file of ours with the columns of [dev.pedigree.label.rule.ChangeRow], one row for each row
/// that came in, and for each that cannot be, what is wrong with it. Start at [dev.pedigree.label.intake.Workers]
/// (this side) and [dev.pedigree.label.intake.Converter] (the other side).
package dev.pedigree.label.intake;
