package dev.glissade.nn;

import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;

/// The negative logarithm of the Poisson probability of a count `t`, without the part that does not
/// depend on the output: `e^x - t x` if the output is the logarithm of the rate, `x - t ln(x + ε)`
/// if it is the rate.
///
/// `isFull` adds Stirling's `t ln t - t + ln(2 π t) / 2` for counts above 1, so that the value is
/// nearly the likelihood itself. PyTorch: `poisson_nll_loss`; Keras' `Poisson` is that of the rate
/// with ε 1e-7.
public record PoissonNll(boolean isLogarithm, boolean isFull, double epsilon)
    implements ElementwiseLoss {
  /// Checks ε.
  public PoissonNll {
    Losses.checkPositive("PoissonNll", "epsilon", epsilon);
  }

  /// The output is the logarithm of the rate.
  public static PoissonNll of() {
    return new PoissonNll(true, false, 1e-8);
  }

  @Override
  public Tensor values(Tensor output, Tensor targets) {
    Tensor values =
        isLogarithm
            ? output.map(UnaryFunction.EXPONENTIAL).minus(targets.times(output))
            : output.minus(targets.times(output.plus(epsilon).map(UnaryFunction.LOGARITHM)));
    return isFull ? values.plus(stirling(targets)) : values;
  }

  private static Tensor stirling(Tensor t) {
    Tensor logarithm = t.maximum(1).map(UnaryFunction.LOGARITHM);
    Tensor value =
        t.times(logarithm).minus(t).plus(logarithm.plus(Math.log(2 * Math.PI)).times(0.5));
    return t.greater(1).select(value, t.graph().constant(0));
  }
}
