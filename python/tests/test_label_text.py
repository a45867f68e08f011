from pedigree import label_text, v1


def test_the_past_of_a_sample_is_told_thing_by_thing():
    events = [
        v1.LabelEvent(object="1", annotator="ann", class_id="cat", ledger="sha256:0123456789abcdef"),
        v1.LabelEvent(
            object="1",
            annotator="ann",
            original="cat",
            ledger="sha256:fedcba9876543210",
            corrector="eve",
            reason="no animal",
        ),
        v1.LabelEvent(annotator="bo", class_id="dog", ledger="sha256:0123456789abcdef", moved=True),
    ]
    events[0].time.FromJsonString("2026-03-31T12:00:00Z")
    assert label_text.history(events).splitlines() == [
        "1, by ann",
        "  cat  2026-03-31T12:00:00Z  in sha256:0123456789ab…",
        "  withdrawn  in sha256:fedcba987654…  eve: no animal",
        "whole sample, by bo",
        "  dog  in sha256:0123456789ab…  moved along with its class",
    ]


def test_what_was_counted_is_told_with_what_it_was_before():
    counted = v1.LabelLedgerStatistics(annotations=4001, items=2001, samples=9, unsettled_items=1, corrected=2)
    counted.distribution.add(class_id="cat", items=1999)
    counted.distribution.add(class_id="dog", items=1)
    counted.parent_distribution.add(class_id="cat", items=2001)
    counted.parent_distribution.add(class_id="dog", items=1)
    counted.corrections.add(original="cat", annotations=2)
    counted.agreement.items, counted.agreement.observed, counted.agreement.cohen_kappa = 2000, 0.935, 0.9
    assert label_text.statistics(counted).splitlines() == [
        "4,001 labels of 2,001 things in 9 samples",
        "1 things have several labels and no consensus",
        "  cat: 1,999 (-2)",
        "  dog: 1",
        "0 added, 2 corrected, 0 withdrawn",
        "  cat became nothing: 2",
        "2,000 things were labelled by several; 93.5% of their pairs agree",
        "  cohen kappa: 0.900",
    ]


def test_what_differs_is_told_in_sum():
    totals = v1.LabelDiffTotals(added=1, changed=1000)
    totals.classes.add(to_class="cat", annotations=1)
    totals.classes.add(from_class="cat", to_class="dog", annotations=1000)
    assert label_text.totals(totals).splitlines() == [
        "1 added, 0 removed, 1,000 changed",
        "  nothing became cat: 1",
        "  cat became dog: 1,000",
    ]
