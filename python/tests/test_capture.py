import subprocess
import sys
import types

import pytest

import pedigree
from pedigree import capture, digests, files, model_facts


def git(folder, *arguments):
    identity = ["-c", "user.name=n", "-c", "user.email=e@example.org"]
    subprocess.run(["git", "-C", folder, *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path):
    git(tmp_path, "init")
    (tmp_path / "train.py").write_text("pass")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "Train")
    return tmp_path


def test_the_commit_is_that_of_the_checkout(checkout):
    commit = capture.git_commit(checkout)
    assert len(commit) == 40


def test_changed_files_make_it_dirty(checkout):
    (checkout / "train.py").write_text("pass # changed")
    assert capture.git_commit(checkout).endswith("-dirty")


def test_the_repository_is_named_without_the_credentials_in_its_address(checkout):
    git(checkout, "remote", "add", "origin", "https://user:secret@example.org/r.git")
    assert capture.git_commit(checkout).startswith("https://example.org/r.git@")


def test_outside_of_a_checkout_there_is_no_commit(tmp_path):
    assert capture.git_commit(tmp_path) is None


def test_the_environment_lists_what_is_installed():
    lines = capture.environment().splitlines()
    assert lines[0].startswith("python ")
    assert any(line.startswith("pedigree-client==") for line in lines)
    assert capture.environment() == capture.environment()


def test_several_imported_frameworks_are_not_guessed_between(monkeypatch):
    for module in capture._FRAMEWORKS:
        monkeypatch.delitem(sys.modules, module, raising=False)
    assert capture.framework() is None
    monkeypatch.setitem(sys.modules, "torch", types.ModuleType("torch"))
    monkeypatch.setitem(sys.modules, "sklearn", types.ModuleType("sklearn"))
    with pytest.raises(ValueError, match="say which"):
        capture.framework()


def test_the_format_is_known_only_where_the_files_agree():
    assert capture.serialization_format(["a/model.joblib", "notes.txt"]) == "joblib"
    assert capture.serialization_format(["model.onnx", "model.pt"]) is None
    assert capture.serialization_format(["weights"]) is None


def test_training_is_measured_for_the_next_model_only():
    with pedigree.training() as period:
        running = capture.training_period()
        assert running.started == period.started <= running.ended
    assert capture.training_period() == period
    capture.forget_training_period()
    assert capture.training_period() is None


def test_what_is_given_is_not_looked_up(monkeypatch):
    monkeypatch.setattr(capture, "git_commit", lambda: pytest.fail("looked up"))
    given = dict.fromkeys(("code_commit", "environment_digest", "accelerator", "training_started"), "x")
    given["framework"] = pedigree.not_applicable("rules written by hand")
    found, captured = model_facts.facts_captured([files.LocalFile("m.onnx", b"")], given)
    assert captured == {"serialization_format": "onnx"}
    assert [file.path for file in found] == ["m.onnx"]


def test_the_environment_is_a_file_of_the_model(monkeypatch, tmp_path):
    monkeypatch.setattr(capture, "framework", lambda: None)
    stale = tmp_path / capture.ENVIRONMENT_FILE
    stale.parent.mkdir()
    stale.write_bytes(b"of an earlier run")
    found, captured = model_facts.facts_captured(files.scan(tmp_path), {})
    listing = {file.path: file.source for file in found}[capture.ENVIRONMENT_FILE]
    assert captured["environment_digest"] == digests.of_bytes(listing)
    assert listing.decode() == capture.environment()
