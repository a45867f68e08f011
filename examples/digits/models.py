"""The models of the story: a poor one and a good one, and how they are measured."""

import warnings
from pathlib import Path
from typing import Any

import joblib
import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, recall_score
from sklearn.neural_network import MLPClassifier

from .data import CLASSES

EVALUATOR = "digits-eval/1"


def poor() -> tuple[Any, dict[str, Any]]:
    """A linear model that is stopped far too early, and its configuration."""
    config = {"optimizer": "lbfgs", "max_iter": 5, "C": 0.01, "seed": 0}
    return LogisticRegression(max_iter=config["max_iter"], C=config["C"], random_state=config["seed"]), config


def good() -> tuple[Any, dict[str, Any]]:
    """A small network, and its configuration."""
    config = {
        "optimizer": "adam",
        "learning_rate_schedule": "constant 0.001",
        "batch_size": 32,
        "seed": 0,
        "hidden_layers": [64],
        "alpha": 0.1,
        "epochs": 40,
    }
    model = MLPClassifier(
        hidden_layer_sizes=config["hidden_layers"],
        alpha=config["alpha"],
        batch_size=config["batch_size"],
        max_iter=config["epochs"],
        random_state=config["seed"],
    )
    return model, config


def fit(model, pixels: np.ndarray, labels: np.ndarray, out: Path) -> None:
    """Trains and writes the weights."""
    with warnings.catch_warnings():
        # Both are stopped on purpose before they converge.
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(pixels, labels)
    out.mkdir(parents=True, exist_ok=True)
    joblib.dump(model, out / "model.joblib")


def measure(model, pixels: np.ndarray, labels: np.ndarray) -> dict[str, Any]:
    """Accuracy, and the recall of each class as a slice. What was split off a class counts as it."""
    found = np.array([label.split("-")[0] for label in model.predict(pixels)])
    digits = [str(digit) for digit in range(10)]
    recall = recall_score(labels, found, labels=digits, average=None, zero_division=0)
    return {
        "accuracy": accuracy_score(labels, found),
        "recall": {name: float(value) for name, value in zip(CLASSES, recall, strict=True)},
    }
