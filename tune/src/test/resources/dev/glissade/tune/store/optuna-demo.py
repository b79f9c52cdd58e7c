"""Writes optuna-5.0.0.sql (a dump of Optuna's SQLite file) and optuna-5.0.0.log (its journal file).

Made with Optuna 5.0.0: python optuna-demo.py
"""

import os
import sqlite3
import tempfile

import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend


def objective(trial):
    rate = trial.suggest_float("rate", 1e-4, 1e-1, log=True)
    units = trial.suggest_int("units", 1, 64)
    trial.suggest_int("width", 16, 256, log=True)
    trial.suggest_float("dropout", 0, 0.5, step=0.1)
    trial.suggest_int("size", 0, 100, step=10)
    optimizer = trial.suggest_categorical("optimizer", ["adam", "sgd"])
    trial.suggest_categorical("mixed", [1, 2.5, True, None, "x"])
    if optimizer == "adam":
        trial.suggest_float("beta", 0.9, 0.999)
    for step in range(1, 3):
        trial.report(rate + 0.1 / step, step)
    if trial.number == 1:
        raise optuna.TrialPruned()
    if trial.number == 2:
        raise ValueError("a failure")
    if trial.number == 3:
        trial.report(float("nan"), 7)
        trial.report(float("inf"), 8)
    return rate + units


def fill(storage):
    sampler = optuna.samplers.RandomSampler(seed=1)
    study = optuna.create_study(storage=storage, study_name="demo", sampler=sampler)
    study.optimize(objective, n_trials=5, catch=(ValueError,))
    study.enqueue_trial({"rate": 0.05})
    study.ask()
    study.add_trial(
        optuna.create_trial(
            params={"rate": 0.5},
            distributions={"rate": optuna.distributions.FloatDistribution(1e-3, 1, log=True)},
            value=-1.5,
        )
    )
    study.enqueue_trial({"rate": 0.06})
    several = optuna.create_study(
        storage=storage, study_name="several", directions=["minimize", "maximize"]
    )
    several.set_metric_names(["loss", "accuracy"])
    trial = several.ask()
    trial.suggest_float("x", 0, 1)
    trial.set_constraint("memory", 0.25)
    several.tell(trial, [0.5, 0.75])


with tempfile.TemporaryDirectory() as folder:
    fill(f"sqlite:///{folder}/demo.db")
    with open("optuna-5.0.0.sql", "w") as dump:
        for line in sqlite3.connect(f"{folder}/demo.db").iterdump():
            dump.write(line + "\n")
if os.path.exists("optuna-5.0.0.log"):
    os.remove("optuna-5.0.0.log")
fill(JournalStorage(JournalFileBackend("optuna-5.0.0.log")))
