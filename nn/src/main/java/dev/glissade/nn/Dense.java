package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.ShapeException;
import dev.glissade.engine.Tensor;
import java.util.function.UnaryOperator;

/// A fully connected layer: `y = x·W + b`.
///
/// `x [batch, …, inputs] -> y [batch, …, units]`, `W [inputs, units]`, `b [units]`. PyTorch's
/// `Linear` stores the transpose of `W` and starts both from a uniform distribution; here `W`
/// starts as He et al. (2015) say and `b` at zero.
public record Dense(int units, boolean hasBias, Initializer initializer) implements Layer {
  /// Checks the number of units.
  public Dense {
    if (units < 1) {
      throw new IllegalArgumentException("Dense: units must be positive, but got units=" + units);
    }
  }

  /// A layer of `units` units with a bias.
  public static Dense of(int units) {
    return new Dense(units, true, Initializer.he());
  }

  /// The same layer without a bias.
  public Dense withoutBias() {
    return new Dense(units, false, initializer);
  }

  /// The same layer with other first weights.
  public Dense withInitializer(Initializer other) {
    return new Dense(units, hasBias, other);
  }

  @Override
  public Layer beforeNormalization() {
    return withoutBias();
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return apply(x, scope, weight -> weight);
  }

  /// The layer with something done to its weight first.
  Tensor apply(Tensor x, Scope scope, UnaryOperator<Tensor> onWeight) {
    if (x.shape().rank() < 2) {
      throw new ShapeException("dense: expected [batch, …, inputs], but got " + x.shape());
    }
    int inputs = x.shape().extent(-1);
    Shape weightShape = Shape.of(inputs, units);
    Tensor weight = scope.parameter("weight", weightShape, Role.WEIGHT, initializer);
    Shape output = x.shape().with(-1, units);
    Tensor y = x.reshape(Shape.of(output.size() / units, inputs)).matMul(onWeight.apply(weight));
    if (hasBias) {
      Shape biasShape = Shape.of(units);
      y = y.plus(scope.parameter("bias", biasShape, Role.BIAS, Initializer.zeros()));
    }
    return y.reshape(output);
  }
}
