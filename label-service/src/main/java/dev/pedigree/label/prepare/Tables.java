package dev.pedigree.label.prepare;

/// The views and tables that a change is worked on with. All names are fixed, so the statements are too.
///
/// `change` is the converted file, `parent` the labels it follows, `known_class` the classes of the schema.
final class Tables {
    /// Rows that are right by themselves.
    static final String SOUND = "create temp view sound as select * from change where fault is null";

    /// All labels of the samples that the change is about: whatever it changes, it changes in here.
    static final String TOUCHED = """
        create temp table touched as
        select * from parent where sample in (select sample from sound)\
        """;

    static final String NO_CHANGE = """
        create temp table change as
        select null::bigint as "row", null::varchar as fault, null::varchar as sample, '' as object,
               null::varchar as annotator, null::varchar as class, null::varchar as original,
               null::varchar as attributes, null::varchar as geometry, null::varchar as source,
               null::varchar as model, null::decimal(10, 9) as confidence, null::timestamp as labelled_at,
               null::varchar as path, null::varchar as corrector, null::varchar as reason
        where false\
        """;

    /// The events of a change that brings labels.
    static final String BROUGHT = """
        create temp view delta as
        select sample, object, annotator, %d::integer as ordinal, %d::integer as epoch, class, attributes, geometry,
               source, model, confidence, labelled_at, path, null::varchar as original, null::varchar as corrector,
               null::varchar as reason, null::integer as outdone
        from sound\
        """;

    /// The events of a change that corrects labels: what it leaves open stays as it was.
    static final String CORRECTED = """
        create temp table delta as
        select c.sample, c.object, c.annotator, %d::integer as ordinal, %d::integer as epoch, c.class,
               coalesce(c.attributes, p.attributes) as attributes, coalesce(c.geometry, p.geometry) as geometry,
               coalesce(c.source, p.source) as source, case when c.source is null then p.model else c.model end as model,
               c.confidence, c.labelled_at, p.path, p.class as original, c.corrector, c.reason,
               null::integer as outdone
        from sound c
        join touched p on p.sample = c.sample and p.object = c.object and p.annotator = c.annotator\
        """;

    /// The labels of the touched samples after the change.
    static final String AFTER = """
        create temp view after as
        select sample, object, annotator, class, source from touched t
        where not exists (select 1 from delta d
                          where d.sample = t.sample and d.object = t.object and d.annotator = t.annotator)
        union all
        select sample, object, annotator, class, source from delta where class is not null\
        """;

    /// All labels after a schema change.
    static final String AFTER_MOVE = """
        create temp view after as
        select t.sample, t.object, t.annotator, m.target as class, t.source, t.attributes, t.geometry
        from parent t join move m on m.moved = t.class
        where m.targets = 1 and not exists (select 1 from delta d
                          where d.sample = t.sample and d.object = t.object and d.annotator = t.annotator)
        union all
        select sample, object, annotator, class, source, attributes, geometry from delta where class is not null\
        """;

    /// One field of a canonical row; `CanonicalText` says the same.
    static final String FIELD =
            "create temp macro canonical(value) as case when value is null then '-' else strlen(value) || ':' || value"
                    + " end";

    /// The rows as the ledger's digest covers them; `ChangeRow.canonical` says the same.
    static final String CANONICAL = """
        select concat(canonical(sample), canonical(object), canonical(annotator), canonical(class), canonical(original),
                      canonical(attributes), canonical(geometry), canonical(source), canonical(model),
                      canonical((confidence::decimal(28, 9) * 1000000000)::bigint::varchar), canonical(epoch_us(labelled_at)::varchar),
                      canonical(path), canonical(corrector), canonical(reason))
        from sound order by sample, object, annotator\
        """;

    private Tables() {}
}
