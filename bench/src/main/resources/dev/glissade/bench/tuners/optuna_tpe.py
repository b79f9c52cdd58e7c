"""Plays Optuna's TPE, with its defaults, on functions that the caller holds.

Reads one request a line: {"counts": [8, 3], "unordered": [false, true], "seed": 7, "trials": 200,
"batch": 16}. Answers each with lines of proposals, [[cell, ...], ...], and reads the losses of each
line, [loss, ...]. A request ends with {"seconds": ...}, the time spent in asking and telling.
"""

import json
import sys
import time

import optuna
from optuna.distributions import CategoricalDistribution, IntDistribution

optuna.logging.set_verbosity(optuna.logging.ERROR)


def say(what):
    print(json.dumps(what), flush=True)


def distribution(count, unordered):
    return CategoricalDistribution(range(count)) if unordered else IntDistribution(0, count - 1)


def play(request):
    space = {
        f"p{i:03}": distribution(*each)
        for i, each in enumerate(zip(request["counts"], request["unordered"]))
    }
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=request["seed"]))
    left = request["trials"]
    seconds = 0.0
    while left > 0:
        start = time.perf_counter()
        asked = [study.ask(space) for _ in range(min(request["batch"], left))]
        seconds += time.perf_counter() - start
        say([[trial.params[name] for name in space] for trial in asked])
        losses = json.loads(sys.stdin.readline())
        start = time.perf_counter()
        for trial, loss in zip(asked, losses, strict=True):
            study.tell(trial, loss)
        seconds += time.perf_counter() - start
        left -= len(asked)
    say({"seconds": seconds})


say({"version": optuna.__version__})
for line in sys.stdin:
    play(json.loads(line))
