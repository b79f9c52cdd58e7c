/// Who proposes the next configuration: `RandomSearch`, sequences that fill the space evenly
/// (`Sobol`, `Halton`, `LatinHypercube`, `Grid`), samplers that learn, and wrappers of others.
///
/// All are pure functions of history and draws. Where a space has constraints, what breaks them is
/// drawn again (`Space.draw`).
package dev.glissade.tune.sampler;
