package dev.glissade.nn;

import dev.glissade.engine.Op;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.stream.IntStream;

/// Activation functions and softmax, as compositions of primitives.
public final class Functions {
  private static final double SELU_SCALE = 1.0507009873554804934193349852946;
  private static final double SELU_ALPHA = 1.6732632423543772848170429916717;

  private Functions() {}

  /// `max(x, 0)`
  public static Tensor relu(Tensor x) {
    return x.map(UnaryFunction.RELU);
  }

  /// `x > 0 ? x : slope · x`
  public static Tensor leakyRelu(Tensor x, double slope) {
    return x.select(x, x.times(slope));
  }

  /// `x > 0 ? x : alpha (e^x - 1)`; the slope at exactly 0 is `alpha`, as in PyTorch.
  public static Tensor elu(Tensor x, double alpha) {
    // Not min(x, 0), which would share out the slope of a tie.
    Tensor negative = x.select(x.graph().constant(0), x);
    return x.select(x, negative.map(UnaryFunction.EXPONENTIAL_MINUS_ONE).times(alpha));
  }

  /// Scaled ELU
  public static Tensor selu(Tensor x) {
    return elu(x, SELU_ALPHA).times(SELU_SCALE);
  }

  /// `x / 2 (1 + erf(x / √2))`
  public static Tensor gelu(Tensor x) {
    return x.times(0.5).times(x.times(Math.sqrt(0.5)).map(UnaryFunction.ERROR_FUNCTION).plus(1));
  }

  /// `x / 2 (1 + tanh(√(2/π) (x + 0.044715 x³)))`
  public static Tensor approximateGelu(Tensor x) {
    Tensor cubic = x.plus(x.times(x.square()).times(0.044715));
    return x.times(0.5).times(tanh(cubic.times(Math.sqrt(2 / Math.PI))).plus(1));
  }

  /// `x sigmoid(x)`
  public static Tensor silu(Tensor x) {
    return x.times(sigmoid(x));
  }

  /// `tanh x`
  public static Tensor tanh(Tensor x) {
    return x.map(UnaryFunction.TANH);
  }

  /// `1 / (1 + e^-x)`
  public static Tensor sigmoid(Tensor x) {
    return x.map(UnaryFunction.SIGMOID);
  }

  /// `ln(1 + e^(beta x)) / beta`
  public static Tensor softplus(Tensor x, double beta) {
    return x.times(beta).map(UnaryFunction.SOFTPLUS).dividedBy(beta);
  }

  /// `x tanh(softplus(x))`
  public static Tensor mish(Tensor x) {
    return x.times(tanh(x.map(UnaryFunction.SOFTPLUS)));
  }

  /// `e^x / Σ e^x` over one axis
  public static Tensor softmax(Tensor x, int axis) {
    return alongLast(x, axis, new Op.Softmax());
  }

  /// `x - ln Σ e^x` over one axis
  public static Tensor logSoftmax(Tensor x, int axis) {
    return alongLast(x, axis, new Op.LogSoftmax());
  }

  /// `ln Σ e^x` over the last axis, which disappears; safe for extreme values.
  public static Tensor logSumExp(Tensor x) {
    int last = x.shape().rank() - 1;
    Tensor max = x.max(last);
    Tensor centred = x.minus(max.reshape(x.shape().with(last, 1)));
    Tensor sum = centred.map(UnaryFunction.EXPONENTIAL).sum(last);
    return max.plus(sum.map(UnaryFunction.LOGARITHM));
  }

  private static Tensor alongLast(Tensor x, int axis, Op op) {
    int rank = x.shape().rank();
    int chosen = axis < 0 ? rank + axis : axis;
    if (chosen == rank - 1) {
      return x.graph().add(op, x);
    }
    Integer[] swap = IntStream.range(0, rank).boxed().toArray(Integer[]::new);
    swap[chosen] = rank - 1;
    swap[rank - 1] = chosen;
    return x.graph().add(op, x.transpose(swap)).transpose(swap);
  }
}
