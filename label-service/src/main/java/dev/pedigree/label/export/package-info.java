/// Labels as files for others: Parquet, COCO, Croissant. Start at [dev.pedigree.label.export.ExportLabels].
package dev.pedigree.label.export;
