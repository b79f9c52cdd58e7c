import org.jspecify.annotations.NullMarked;

/// The engine: symbolic tensors, their derivatives, and the compiled step that runs them.
///
/// Begin with `Shape` and `Op` (what can be computed), then `Tensor` and `Graph` (how it is written
/// down), `Derivatives` (calculus), `Reference` (the textbook in double), and `Program` (the
/// compiled step over one block of `State`). Kernels live in `dev.glissade.engine.kernels`; this
/// module depends on nothing.
@NullMarked
module dev.glissade.engine {
  requires static org.jspecify;

  exports dev.glissade.engine;
  exports dev.glissade.engine.kernels;

  uses dev.glissade.engine.kernels.KernelProvider;
}
