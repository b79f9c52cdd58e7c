/// How good samplers are: races on tables that know the outcome of every configuration, between
/// ours, Optuna's and the exact expectation of drawing at random.
///
/// Begin with `TuningTable` (what is searched), `Contestant` (who searches) and `Contest` (what
/// is counted).
package dev.glissade.bench.tuners;
