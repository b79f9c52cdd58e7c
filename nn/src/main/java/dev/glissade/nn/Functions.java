package dev.glissade.nn;

import dev.glissade.engine.Op;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Activation functions, softmax and what normalisations share, as compositions of primitives.
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

  /// `x` between `low` and `high`, which it is held to; the slope is 0 at both and beyond, NaN
  /// stays.
  public static Tensor clamp(Tensor x, double low, double high) {
    // Not max(x, low), which would share out the slope of a tie.
    Tensor above = x.minus(low);
    Tensor held = above.select(x, relu(above).plus(low));
    Tensor below = held.subtractedFrom(high);
    return below.select(held, relu(below).subtractedFrom(high));
  }

  /// `min(max(x + 3, 0), 6) / 6`
  public static Tensor hardSigmoid(Tensor x) {
    return clamp(x.plus(3), 0, 6).dividedBy(6);
  }

  /// `x hardSigmoid(x)`
  public static Tensor hardSwish(Tensor x) {
    return x.times(hardSigmoid(x));
  }

  /// `min(max(x, -1), 1)`
  public static Tensor hardTanh(Tensor x) {
    return clamp(x, -1, 1);
  }

  /// `min(max(x, 0), 6)`
  public static Tensor relu6(Tensor x) {
    return clamp(x, 0, 6);
  }

  /// `x > 0 ? x : alpha (e^(x / alpha) - 1)`
  public static Tensor celu(Tensor x, double alpha) {
    Tensor negative = x.select(x.graph().constant(0), x).dividedBy(alpha);
    return x.select(x, negative.map(UnaryFunction.EXPONENTIAL_MINUS_ONE).times(alpha));
  }

  /// `x / (1 + |x|)`
  public static Tensor softsign(Tensor x) {
    return x.dividedBy(x.map(UnaryFunction.ABSOLUTE).plus(1));
  }

  /// `ln sigmoid(x)`
  public static Tensor logSigmoid(Tensor x) {
    return x.negate().map(UnaryFunction.SOFTPLUS).negate();
  }

  /// `x - tanh x`
  public static Tensor tanhShrink(Tensor x) {
    return x.minus(tanh(x));
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

  /// `(x - μ) / √(σ² + ε)` with the mean and the biased variance of each of `rows` equal parts of
  /// `x` in memory. What batch normalisation does with channels is done with rows, so kernels and
  /// derivative are its own.
  static Tensor standardize(Tensor x, int rows, double epsilon) {
    Tensor flat = x.reshape(Shape.of(rows, rows == 0 ? 0 : x.shape().size() / rows));
    Tensor moments = x.graph().add(new Op.Moments(0), flat);
    Tensor ones = x.graph().constant(1).broadcast(Shape.of(rows));
    Tensor zeros = x.graph().constant(0).broadcast(Shape.of(rows));
    Tensor y = x.graph().add(new Op.BatchNorm(0, epsilon), flat, moments, ones, zeros);
    return y.reshape(x.shape());
  }

  /// A number for each unit, `[units]`, in the shape that repeats along all axes of `x` but axis 1.
  static Tensor perUnit(Tensor vector, Tensor x) {
    int[] aligned = new int[x.shape().rank() - 1];
    Arrays.fill(aligned, 1);
    aligned[0] = vector.shape().size();
    return vector.reshape(Shape.of(aligned));
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
