"""Prints the story, and holds it to what each step must do."""

import time


class Broken(Exception):
    """A step did not do what it must."""


class Story:
    """Steps in order; each says what must hold, and the first that does not ends the story."""

    def __init__(self, title: str):
        self._began = time.monotonic()
        self._steps = 0
        self._checks = 0
        print(f"\n{title}\n{'=' * len(title)}")

    def step(self, title: str) -> None:
        self._steps += 1
        print(f"\n{self._steps:2}. {title}")

    def say(self, text: object) -> None:
        for line in str(text).splitlines():
            print(f"      {line}")

    def must(self, holds: bool, claim: str) -> None:
        self._checks += 1
        print(f"    {'✓' if holds else '✗'} {claim}")
        if not holds:
            raise Broken(f"step {self._steps}: {claim}")

    def must_raise(self, kind: type[Exception], claim: str, call):
        """Calls, and returns the refusal that must come."""
        try:
            call()
        except kind as refusal:
            self.must(True, claim)
            return refusal
        self.must(False, claim)
        raise AssertionError("unreachable")

    def end(self) -> str:
        return f"{self._steps} steps, {self._checks} checks, {time.monotonic() - self._began:.1f} s"
