package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.List;

/// Follow the regularised leader (McMahan et al. 2013), in the form of TensorFlow and Keras with
/// their usual power -½:
///
/// `n' = n + g²; z ← z + g + 2 λ₃ θ - (√n' - √n) / α · θ`, then
/// `θ ← (clip(z, ±λ₁) - z) / (√n' / α + 2 λ₂ + β / α)`.
///
/// λ₁ makes parameters exactly 0. The learning rate must not be 0.
///
/// @param initial the first `n`
/// @param l1 λ₁
/// @param l2 λ₂
/// @param shrinkage λ₃, which acts through the gradient
/// @param beta β
public record Ftrl(
    Schedule learningRate, double initial, double l1, double l2, double shrinkage, double beta)
    implements Optimizer {
  /// Checks the numbers.
  public Ftrl {
    Ranges.requireFinite("ftrl", "initial", initial);
    Ranges.requireFinite("ftrl", "l1", l1);
    Ranges.requireFinite("ftrl", "l2", l2);
    Ranges.requireFinite("ftrl", "shrinkage", shrinkage);
    Ranges.requireFinite("ftrl", "beta", beta);
  }

  /// Without regularisation, beginning with 0.1.
  public static Ftrl of(double rate) {
    return new Ftrl(Schedule.constant(rate), 0.1, 0, 0, 0, 0);
  }

  @Override
  public List<Transform> transforms() {
    return List.of(this::change);
  }

  @Override
  public boolean isScaled() {
    return true;
  }

  private Tensor change(Tensor g, Update update) {
    Tensor theta = update.parameter();
    Tensor rate = update.rate();
    Tensor before = update.slot("square", update.graph().constant(initial));
    Tensor n = update.set("square", before.plus(g.square()));
    Tensor added = g.plus(theta.times(update.knob("l2-shrinkage", shrinkage).times(2)));
    Tensor moved = Update.quotient(n.squareRoot().minus(before.squareRoot()), rate).times(theta);
    Tensor z = update.set("linear", update.slot("linear").plus(added).minus(moved));
    Tensor limit = update.knob("l1-strength", l1);
    Tensor clipped = Update.within(limit, z);
    Tensor steady = update.knob("l2-strength", l2).times(2);
    Tensor root = n.squareRoot().plus(update.knob("beta", beta));
    Tensor curvature = Update.quotient(root, rate).plus(steady);
    return theta.minus(clipped.minus(z).dividedBy(curvature));
  }
}
