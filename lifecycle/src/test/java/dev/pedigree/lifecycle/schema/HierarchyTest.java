package dev.pedigree.lifecycle.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HierarchyTest {

    @Test
    void parentsThatAreThereAreInOrder() {
        Sketch sketch =
                Sketch.of("kitten", "cat", "animal").below("kitten", "cat").below("cat", "animal");

        assertThat(Hierarchy.faults(sketch.build().classes())).isEmpty();
    }

    @Test
    void aParentThatIsNotThereIsNamed() {
        assertThat(Hierarchy.faults(
                        Sketch.of("cat").below("cat", "animal").build().classes()))
                .containsEntry("cat", "'animal' is no class of this schema");
    }

    @Test
    void noClassStandsAboveItself() {
        Sketch sketch = Sketch.of("hen", "egg", "chick")
                .below("hen", "egg")
                .below("egg", "hen")
                .below("chick", "hen");

        assertThat(Hierarchy.faults(sketch.build().classes()))
                .containsExactly(java.util.Map.entry("hen", "'hen' stands above itself"));
    }
}
