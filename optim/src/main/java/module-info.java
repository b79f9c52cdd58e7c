import org.jspecify.annotations.NullMarked;

/// Optimisers, schedules and the clock.
///
/// An optimiser is mathematics, not kernels: `Transform`s turn gradients into updates in a few
/// symbolic lines, and the engine fuses them into one pass over memory. Begin with `Adam` and
/// `Schedule`. This module knows the engine only: no layer.
@NullMarked
module dev.glissade.optim {
  requires static org.jspecify;
  requires transitive dev.glissade.engine;

  exports dev.glissade.optim;
}
