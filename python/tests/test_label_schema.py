import pytest

import pedigree
from pedigree import label_schema, v1


def test_a_declaration_says_of_every_new_class_what_it_is_split_from():
    made = pedigree.declare(added={"pup": "dog", "mule": ["horse", "donkey"], "eel": None}, merged={"cow": "cattle"})
    assert {added.class_id: list(added.split_from.ids) for added in made.added} == {
        "pup": ["dog"],
        "mule": ["horse", "donkey"],
        "eel": [],
    }
    assert [added.class_id for added in made.added if added.split_from_none] == ["eel"]
    assert list(made.merged) == [v1.MergedClass(class_id="cow", into="cattle")]


def test_attributes_have_types_and_allowed_values():
    fur = pedigree.attribute("fur", "choice", ["long", "short"], required=True)
    assert (fur.type, list(fur.allowed_values), fur.required) == (v1.ATTRIBUTE_TYPE_CHOICE, ["long", "short"], True)
    kitten = pedigree.label_class("kitten", "kitten", "A young cat.", parent="cat", attributes=[fur])
    assert (kitten.parent_class, list(kitten.attributes)) == ("cat", [fur])


def test_a_word_that_is_none_of_those_known_is_refused_with_those():
    with pytest.raises(ValueError, match="backward_transitive"):
        label_schema.mode("sideways")
    with pytest.raises(ValueError, match="multiple"):
        label_schema.cardinality("some")
    with pytest.raises(ValueError, match="choice"):
        pedigree.attribute("fur", "colour")
