package dev.glissade.nn;

import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;

/// The Kullback-Leibler divergence `t ln(t / p)` of the output's distribution from that of the
/// targets, element by element: `0 ln 0` is 0. The divergence of an example is the sum over the
/// last axis, so `Reduction.BATCH_MEAN` is its mean, and `MEAN` divides by the classes too, as
/// PyTorch does.
public record KullbackLeibler(Form form) implements ElementwiseLoss {
  private static final double SMALLEST = 1e-7;

  /// What output and targets are.
  public enum Form {
    /// Logits and probabilities.
    LOGITS,
    /// Logarithms of probabilities, and probabilities: PyTorch's `kl_div`.
    LOGARITHMS,
    /// Logarithms of both: PyTorch's `log_target`.
    LOGARITHMS_OF_BOTH,
    /// Probabilities, both held to `[1e-7, 1]`: Keras' `KLDivergence`.
    PROBABILITIES
  }

  /// From logits.
  public static KullbackLeibler of() {
    return new KullbackLeibler(Form.LOGITS);
  }

  @Override
  public Tensor values(Tensor output, Tensor targets) {
    return switch (form) {
      case LOGITS -> ofLogarithms(Functions.logSoftmax(output, -1), targets);
      case LOGARITHMS -> ofLogarithms(output, targets);
      case LOGARITHMS_OF_BOTH ->
          targets.map(UnaryFunction.EXPONENTIAL).times(targets.minus(output));
      case PROBABILITIES -> {
        Tensor t = held(targets);
        yield t.times(t.dividedBy(held(output)).map(UnaryFunction.LOGARITHM));
      }
    };
  }

  private static Tensor ofLogarithms(Tensor logarithms, Tensor t) {
    return t.times(Losses.safeLogarithm(t)).minus(t.times(logarithms));
  }

  private static Tensor held(Tensor probabilities) {
    return probabilities.maximum(SMALLEST).minimum(1);
  }
}
