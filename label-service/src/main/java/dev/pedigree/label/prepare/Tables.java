package dev.pedigree.label.prepare;

/// The views and tables that a change is worked on with. All names are fixed, so the statements are too; they lie in
/// what the sessions of the change share.
///
/// `change` is the converted file, `parent` the labels it follows, `known_class` the classes of the schema.
final class Tables {
    /// Rows that are right by themselves, numbered by key: what is sorted once need not be again. To number rows as
    /// they come takes half of what a window with an order does; `ASCENDING` makes sure of it.
    static final String SOUND = """
        create table sound as
        select *, row_number() over () as place
        from (select * from change where fault is null order by sample, object, annotator)\
        """;

    /// Whether every row has a greater key than the one before.
    static final String ASCENDING = """
        select count(*) = 0 from sound a join sound b on b.place = a.place + 1
        where not (a.sample < b.sample
                   or (a.sample = b.sample
                       and (a.object < b.object or (a.object = b.object and a.annotator < b.annotator))))\
        """;

    /// The same where there are so many that they had better stay in their file.
    static final String MANY_SOUND =
            "create view sound as select *, null::bigint as place from change where fault is null";

    /// All labels of the samples that the change is about: whatever it adds, it adds to these.
    static final String TOUCHED = """
        create table touched as select sample, object, annotator, class, source from neighbour\
        """;

    /// The same for what corrects: with all that a correction may leave open.
    static final String TOUCHED_WHOLE = """
        create table touched as
        select sample, object, annotator, class, source, attributes, geometry, model, confidence, path from neighbour\
        """;

    /// Every correction beside the label that it is about, if there is one.
    static final String MATCHED = """
        create table matched as
        select c.*, p.class as held, p.attributes as held_attributes, p.geometry as held_geometry,
               p.source as held_source, p.model as held_model, p.confidence as held_confidence, p.path as held_path
        from sound c
        left join touched p on p.sample = c.sample and p.object = c.object and p.annotator = c.annotator\
        """;

    static final String NO_CHANGE = """
        create table change as
        select null::bigint as "row", null::varchar as fault, null::varchar as sample, '' as object,
               null::varchar as annotator, null::varchar as class, null::varchar as original,
               null::varchar as attributes, null::varchar as geometry, null::varchar as source,
               null::varchar as model, null::decimal(10, 9) as confidence, null::timestamp as labelled_at,
               null::varchar as path, null::varchar as corrector, null::varchar as reason
        where false\
        """;

    /// The events of a change that brings labels.
    static final String BROUGHT = """
        create view delta as
        select "row", place, sample, object, annotator, %d::integer as ordinal, %d::integer as epoch, class, attributes,
               geometry, source, model, confidence, labelled_at, path, null::varchar as original,
               null::varchar as corrector, null::varchar as reason, null::integer as outdone
        from sound\
        """;

    /// The events of a change that corrects labels: what it leaves open stays as it was.
    static final String CORRECTED = """
        create view delta as
        select "row", place, sample, object, annotator, %d::integer as ordinal, %d::integer as epoch, class,
               coalesce(attributes, held_attributes) as attributes, coalesce(geometry, held_geometry) as geometry,
               coalesce(source, held_source) as source,
               case when source is null then coalesce(model, held_model) else model end as model,
               confidence, labelled_at, held_path as path, held as original, corrector, reason, null::integer as outdone
        from matched\
        """;

    /// The labels of the touched samples after labels came to them.
    static final String AFTER = """
        create view after as
        select sample, object, annotator, class, source from touched
        union all
        select sample, object, annotator, class, source from delta\
        """;

    /// The labels of the touched samples after corrections; only counting asks for them.
    static final String AFTER_CORRECTIONS = """
        create table after as
        select t.sample, t.object, t.annotator, case when d.sample is null then t.class else d.class end as class,
               case when d.sample is null then t.source else d.source end as source
        from touched t
        left join delta d on d.sample = t.sample and d.object = t.object and d.annotator = t.annotator
        where d.sample is null or d.class is not null\
        """;

    /// All labels after a schema change.
    static final String AFTER_MOVE = """
        create view after as
        select t.sample, t.object, t.annotator, m.target as class, t.source, t.attributes, t.geometry
        from parent t join move m on m.moved = t.class
        where m.targets = 1 and not exists (select 1 from delta d
                          where d.sample = t.sample and d.object = t.object and d.annotator = t.annotator)
        union all
        select sample, object, annotator, class, source, attributes, geometry from delta where class is not null\
        """;

    /// What a schema change moves along as it was, by class.
    static final String MOVED = """
        select class, count(*) from parent p
        where class in (select moved from move where targets = 1)
          and not exists (select 1 from delta d
                          where d.sample = p.sample and d.object = p.object and d.annotator = p.annotator)
        group by class order by class\
        """;

    /// One field of a canonical row; `CanonicalText` says the same.
    static final String FIELD =
            "create macro canonical(value) as case when value is null then '-' else strlen(value) || ':' || value"
                    + " end";

    /// The rows as the ledger's digest covers them; `ChangeRow.canonical` says the same.
    static final String CANONICAL = """
        select concat(canonical(sample), canonical(object), canonical(annotator), canonical(class), canonical(original),
                      canonical(attributes), canonical(geometry), canonical(source), canonical(model),
                      canonical((confidence::decimal(28, 9) * 1000000000)::bigint::varchar), canonical(epoch_us(labelled_at)::varchar),
                      canonical(path), canonical(corrector), canonical(reason))
        from sound\
        """;

    /// How a number of rows is ordered by key that `SOUND` or `MANY_SOUND` holds.
    static final String BY_PLACE = "place";

    static final String BY_KEY = "sample, object, annotator";

    private Tables() {}
}
