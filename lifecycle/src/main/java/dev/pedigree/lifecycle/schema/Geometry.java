package dev.pedigree.lifecycle.schema;

/// What an annotation of a sample is drawn as.
public enum Geometry {
    WHOLE_ITEM,
    BOX,
    POLYGON,
    MASK,
    SPAN,
    KEYPOINTS,
    RANKING
}
