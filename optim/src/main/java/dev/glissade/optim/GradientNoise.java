package dev.glissade.optim;

import dev.glissade.engine.Op;
import dev.glissade.engine.Tensor;

/// Adds normal noise that fades to the gradient: `g + N(0, eta / (1 + t)^gamma)`, steps `t` from 0
/// (Neelakantan et al. 2015, who take `eta` from 0.01, 0.3 and 1, and `gamma` 0.55).
///
/// The noise of a step is a function of the seed, the step and the place in the block, so a
/// continued training has the same; parts of a batch share it. Its standard deviation is the knob
/// `gradient-noise`. Put in front before `clipNorm` is asked for, as settings do, it comes after
/// the clipping, which then does not change its size. As Optax' `add_noise`, but for the numbers.
///
/// Optimisers that look at gradients elsewhere too (SAM, L-BFGS, Sophia) have no noise there.
public record GradientNoise(double eta, double gamma) implements Transform {
  /// The exponent of the paper.
  public static final double USUAL_GAMMA = 0.55;

  /// Checks both numbers.
  public GradientNoise {
    Ranges.requirePositive("gradient-noise", "eta", eta);
    Ranges.requireFinite("gradient-noise", "gamma", gamma);
  }

  @Override
  public Tensor apply(Tensor gradient, Update update) {
    Tensor deviation = update.knob("gradient-noise", new FadingNoise(eta, gamma));
    Op normal = new Op.Normal(update.path("gradient-noise"), gradient.shape());
    return gradient.plus(gradient.graph().add(normal).times(deviation));
  }
}
