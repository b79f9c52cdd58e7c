package dev.glissade.nn;

import dev.glissade.engine.Tensor;
import java.util.Locale;

/// The description of a differentiable function with parameters. A layer is a record of its
/// settings; its numbers live in the state, and it reaches them through the `Scope`.
///
/// A new layer needs one method:
///
/// ```java
/// record Scale() implements Layer {
///   public Tensor apply(Tensor x, Scope scope) {
///     return x.times(scope.parameter("gain", x.shape().tail(), Role.GAIN, Initializer.ones()));
///   }
/// }
/// ```
@FunctionalInterface
public interface Layer {
  /// The output for the batch `x [batch, …]`.
  ///
  /// @throws dev.glissade.engine.ShapeException if the layer cannot take this shape
  Tensor apply(Tensor x, Scope scope);

  /// Whether a number that is added to a unit in front of this layer makes no difference, because
  /// the mean over the batch is subtracted.
  default boolean cancelsBias() {
    return false;
  }

  /// The layer to use where one follows that cancels a bias: without it.
  default Layer beforeNormalization() {
    return this;
  }

  /// The name in paths and summaries, for example `dense`.
  default String kind() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
