"""Writes what PED-ANOVA of Optuna makes of fixed trials, to standard output: the resource ped-anova.json."""
import json, random, optuna, math
from optuna.distributions import *
from optuna.importance import PedAnovaImportanceEvaluator
from optuna.trial import create_trial
optuna.logging.set_verbosity(optuna.logging.ERROR)
rng = random.Random(5)
space = {
  "x": FloatDistribution(-1.0, 3.0),
  "y": FloatDistribution(0.0, 1.0),
  "rate": FloatDistribution(1e-5, 1e-1, log=True),
  "layers": IntDistribution(1, 6),
  "width": IntDistribution(1, 512, log=True),
  "kind": CategoricalDistribution(["a", "b", "c"]),
  "beta": FloatDistribution(0.0, 1.0),   # only where kind is a
}
trials, rows = [], []
for i in range(120):
    p = {"x": rng.uniform(-1, 3), "y": rng.uniform(0, 1), "rate": math.exp(rng.uniform(math.log(1e-5), math.log(1e-1))),
         "layers": rng.randint(1, 6), "width": int(round(math.exp(rng.uniform(math.log(1), math.log(512))))), "kind": rng.choice("abc")}
    p = {k: (float("%.6g" % v) if isinstance(v, float) else v) for k, v in p.items()}
    if p["kind"] == "a":
        p["beta"] = float("%.6g" % rng.uniform(0, 1))
    v = (p["x"] - 1) ** 2 + 0.5 * (math.log10(p["rate"]) + 3) ** 2 + 0.1 * p["layers"] + (0 if p["kind"] == "a" else 0.7) + 0.4 * p.get("beta", 0.5) + 0.05 * math.log(p["width"])
    v = float("%.8g" % v)
    trials.append(create_trial(params=p, distributions={k: space[k] for k in p}, value=v))
    rows.append({"parameters": p, "value": v})
study = optuna.create_study()
study.add_trials(trials)
imp = PedAnovaImportanceEvaluator().evaluate(study)
print(json.dumps({"made-by": "Optuna " + optuna.__version__ + ", PedAnovaImportanceEvaluator().evaluate", "importance": imp, "trials": rows}, separators=(",", ":")).replace('{"parameters"', '\n{"parameters"'))
