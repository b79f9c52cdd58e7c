"""Reads an exported study with Optuna, goes on with it, and prints what it found as JSON."""

import json
import math
import sys

import optuna
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
    "constraints": trials[4].system_attrs["constraints"],
    "importances": {},
}
try:
    import matplotlib

    matplotlib.use("Agg")
    from optuna.visualization import matplotlib as pictures

    pictures.plot_optimization_history(study)
    pictures.plot_intermediate_values(study)
    pictures.plot_parallel_coordinate(study)
    pictures.plot_slice(study)
    found["pictures"] = True
except ImportError:
    found["pictures"] = False

distributions = trials[0].distributions
study.sampler = optuna.samplers.TPESampler(seed=0, n_startup_trials=1)
trial = study.ask(distributions)
study.tell(trial, 0.5)
found["trials_after"] = len(study.get_trials())
found["importances"] = optuna.importance.get_param_importances(study)
print(json.dumps(found))
