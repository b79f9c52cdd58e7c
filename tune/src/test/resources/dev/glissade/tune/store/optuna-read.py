"""Reads an exported study with Optuna, draws it where plotly is there, goes on with it, and prints what it found as JSON."""

import json
import math
import sys

import optuna
from optuna import visualization
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend

optuna.logging.set_verbosity(optuna.logging.WARNING)
kind, file = sys.argv[1:]
storage = f"sqlite:///{file}" if kind == "sqlite" else JournalStorage(JournalFileBackend(file))
study = optuna.load_study(study_name="ours", storage=storage)
trials = study.get_trials()
found = {
    "best_value": study.best_value,
    "best_trial": study.best_trial.number,
    "direction": study.direction.name,
    "metric_names": study.metric_names,
    "states": [trial.state.name for trial in trials],
    "params": trials[0].params,
    "reports": {
        step: "nan" if math.isnan(value) else value
        for step, value in trials[0].intermediate_values.items()
    },
    "values": [trial.values for trial in trials],
    "constraints": trials[4].system_attrs["constraints"],
    "importances": {},
}
PLOTS = [
    "contour",
    "edf",
    "intermediate_values",
    "optimization_history",
    "parallel_coordinate",
    "param_importances",
    "rank",
    "slice",
    "timeline",
]
if visualization.is_available():
    figures = {name: getattr(visualization, f"plot_{name}")(study) for name in PLOTS}
    # How many lines, bars or fields each has.
    found["plots"] = {name: len(figure.data) for name, figure in figures.items()}
    found["timeline"] = {
        bars.name: [[*bar] for bar in zip(bars.y, bars.base, bars.x)]
        for bars in figures["timeline"].data
    }
    history = figures["optimization_history"].data[0]
    found["history"] = [[*point] for point in zip(history.x, history.y)]

distributions = trials[0].distributions
study.sampler = optuna.samplers.TPESampler(seed=0, n_startup_trials=1)
trial = study.ask(distributions)
study.tell(trial, 0.5)
found["trials_after"] = len(study.get_trials())
found["importances"] = optuna.importance.get_param_importances(study)
print(json.dumps(found))
