"""Verdicts of Optuna's pruners on random curves.

python pruners.py > pruners.csv

Made with Optuna 5.0.0. Each line: the stopper, the direction, the curves of complete trials (numbers separated by blanks,
curves by bars), the curve so far, and whether Optuna ends the trial.
"""
import random

import optuna
from optuna.pruners import MedianPruner, PatientPruner, PercentilePruner, ThresholdPruner

optuna.logging.set_verbosity(optuna.logging.ERROR)
random.seed(1)


def curve(length):
    level = random.uniform(0, 1)
    slope = random.uniform(-0.3, 0.3)
    return [round(level + random.gauss(0, 0.1) + slope * step, 3) for step in range(length)]


def case(stopper, pruner, direction):
    study = optuna.create_study(direction=direction, pruner=pruner)
    others = [curve(random.randint(3, 8)) for _ in range(random.randint(3, 9))]
    for other in others:
        study.add_trial(
            optuna.trial.create_trial(
                value=other[-1], intermediate_values={step + 1: value for step, value in enumerate(other)}
            )
        )
    trial = study.ask()
    now = curve(random.randint(1, 8))
    for step, value in enumerate(now):
        trial.report(value, step + 1)
    blanks = lambda values: " ".join(map(str, values))
    curves = "|".join(map(blanks, others))
    print(stopper, direction, curves, blanks(now), trial.should_prune(), sep=";")


for _ in range(20):
    for direction in ["minimize", "maximize"]:
        case("median", MedianPruner(), direction)
        percentile = PercentilePruner(30, 4, 1, 2, n_min_trials=2)
        case("percentile(30,startup=4,warmup=1,interval=2,trials=2)", percentile, direction)
        patient = PatientPruner(PercentilePruner(25, 0), 1, 0.05)
        case("patient(percentile(25,startup=0),patience=1,delta=0.05)", patient, direction)
        case("threshold(lower=0.3,upper=1.2)", ThresholdPruner(0.3, 1.2), direction)
