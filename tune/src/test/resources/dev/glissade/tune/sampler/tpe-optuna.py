"""Writes what Optuna's TPE makes of fixed histories: which trials are good, and ln l, ln g at points."""
import json, math, random, sys
import numpy as np
import optuna
from optuna.distributions import *
from optuna.trial import create_trial, TrialState
from optuna.samplers._tpe import parzen_estimator, sampler as tpe
optuna.logging.set_verbosity(optuna.logging.ERROR)

# Which of equal coordinates gets which gap is left to the sort; here it is the order of trials.
plain = np.argsort
parzen_estimator.np = type("np", (), {**{k: getattr(np, k) for k in dir(np) if not k.startswith("__")},
                                      "argsort": staticmethod(lambda a: plain(a, kind="stable"))})

SPACES = {
    "reals": {"a": ("uniform", -5.0, 10.0), "b": ("log", 1e-5, 1e-1), "c": ("uniform", 0.0, 1.0)},
    "cells": {"a": ("whole", 0, 7), "b": ("choice", 3), "c": ("whole", 10, 2000), "d": ("log-whole", 1, 64)},
    "mixed": {"a": ("log", 1e-4, 1.0), "b": ("log-whole", 8, 1024), "c": ("choice", 5), "d": ("whole", 1, 4),
              "e": ("uniform", 0.0, 0.9)},
}

def distribution(p):
    return {"uniform": lambda: FloatDistribution(p[1], p[2]), "log": lambda: FloatDistribution(p[1], p[2], log=True),
            "whole": lambda: IntDistribution(p[1], p[2]), "log-whole": lambda: IntDistribution(p[1], p[2], log=True),
            "choice": lambda: CategoricalDistribution(range(p[1]))}[p[0]]()

def draw(p, rng):
    k = p[0]
    if k == "uniform": return float("%.6g" % rng.uniform(p[1], p[2]))
    if k == "log": return float("%.6g" % math.exp(rng.uniform(math.log(p[1]), math.log(p[2]))))
    if k == "whole": return rng.randint(p[1], p[2])
    if k == "log-whole": return max(p[1], min(p[2], round(math.exp(rng.uniform(math.log(p[1]), math.log(p[2]))))))
    return rng.randrange(p[1])

def case(name, n, states, seed, *directions):
    rng = random.Random(seed)
    space = SPACES[name]
    dists = {k: distribution(v) for k, v in space.items()}
    study = optuna.create_study(directions=directions)
    rows = []
    for i in range(n):
        params = {k: draw(v, rng) for k, v in space.items()}
        state = rng.choice(states)
        values = [float("%.5g" % rng.gauss(0, 1)) for _ in directions]; value = values[0]
        row = {"state": state, "values": list(params.values())}
        if state == "complete":
            t = create_trial(params=params, distributions=dists, values=values); row["value"] = values
        elif state == "infeasible":
            v = round(rng.uniform(0.1, 3), 3)
            t = create_trial(params=params, distributions=dists, values=values, constraints={"v": v})
            row["value"] = values; row["violation"] = v
        elif state == "stopped":
            step = rng.randint(1, 9)
            t = create_trial(params=params, distributions=dists, state=TrialState.PRUNED, intermediate_values={step: value})
            row["step"] = step; row["value"] = [value]
        else:
            t = create_trial(params=params, distributions=dists, state=TrialState.RUNNING)
        study.add_trial(t); rows.append(row)
    s = optuna.samplers.TPESampler(seed=0)
    trials = study.get_trials(deepcopy=False)
    ended = sum(t.state != TrialState.RUNNING for t in trials)
    gamma = tpe.default_gamma if len(directions) == 1 else tpe.default_gamma_multiobjective
    below, above = tpe._split_trials(study, trials, gamma(ended))
    # Optuna's coordinate of a real number has the parameter's own width, ours is 1 wide.
    shift = sum(math.log(p[2] - p[1]) if p[0] == "uniform" else math.log(math.log(p[2] / p[1])) if p[0] == "log" else 0
                for p in space.values())
    points = [{k: draw(v, rng) for k, v in space.items()} for _ in range(12)]
    points.append(dict(zip(space, rows[0]["values"])))
    xs = {k: np.array([dists[k].to_internal_repr(p[k]) for p in points]) for k in space}
    lb = s._build_parzen_estimator(study, dists, below, handle_below=True).log_pdf(xs) + shift
    la = s._build_parzen_estimator(study, dists, above, handle_below=False).log_pdf(xs) + shift
    return {"name": f"{name}-{n}-{len(directions)}", "directions": directions, "space": [list(v) for v in space.values()], "trials": rows,
            "good": [t.number for t in below], "points": [list(p.values()) for p in points],
            "below": [float("%.14g" % v) for v in lb], "above": [float("%.14g" % v) for v in la]}

ALL = ["complete", "complete", "complete", "stopped", "running", "infeasible"]
cases = [case("reals", 2, ["complete"], 1, "minimize"), case("reals", 12, ["complete"], 2, "maximize"),
         case("reals", 130, ALL, 3, "minimize"), case("cells", 30, ALL, 4, "maximize"), case("cells", 140, ["complete"], 5, "minimize"),
         case("mixed", 11, ["stopped", "running", "infeasible", "complete"], 6, "minimize"),
         case("mixed", 220, ["complete"], 7, "minimize"), case("mixed", 60, ["infeasible", "stopped"], 8, "maximize"),
         case("reals", 60, ["complete", "complete", "running"], 9, "minimize", "maximize"),
         case("cells", 45, ["complete"], 10, "maximize", "minimize", "minimize")]
print('{"optuna":"%s","cases":[\n%s\n]}' % (optuna.__version__, ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases)))
