import org.jspecify.annotations.NullMarked;

/// Networks: layers, initialisers, losses, and the model that a layer and an input shape make
/// together.
///
/// Begin with `Layer` and `Dense`. A layer describes a differentiable function and holds no
/// numbers; `Scope` is all that it may touch. This module knows the engine only: no optimiser, no
/// data.
@NullMarked
module dev.glissade.nn {
  requires static org.jspecify;
  requires transitive dev.glissade.engine;

  exports dev.glissade.nn;
}
