package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.List;

/// COCOB, training without a learning rate by betting on coins (Orabona and Tommasi 2017, algorithm
/// 2): every parameter bets a share of what it has won so far.
///
/// `L ← max(L, |g|); G ← G + |g|; R ← max(R - g (θ - θ₀), 0); C ← C - g`, then
/// `θ ← θ₀ + C (L + R) / (L max(G + L, alpha L))`
///
/// As in Optax, where the learning rate multiplies the gradient; it stays 1.
///
/// @param alpha how timid the first bets are, 100 in the paper
/// @param least the first `L`, so that nothing is divided by 0
public record Cocob(Schedule learningRate, double alpha, double least) implements Optimizer {
  /// Checks the numbers.
  public Cocob {
    Ranges.requirePositive("cocob", "alpha", alpha);
    Ranges.requirePositive("cocob", "least", least);
  }

  /// With a learning rate of 1, `alpha` 100 and a first `L` of 1e-8.
  public static Cocob of() {
    return new Cocob(Schedule.constant(1), 100, 1e-8);
  }

  @Override
  public List<Transform> transforms() {
    return List.of(this::change);
  }

  @Override
  public boolean isScaled() {
    return true;
  }

  private Tensor change(Tensor gradient, Update update) {
    Tensor g = gradient.times(update.rate());
    Tensor theta = update.parameter();
    Tensor start = update.set("start", update.slot("start", theta));
    Tensor size = g.map(UnaryFunction.ABSOLUTE);
    Tensor first = update.graph().constant(least);
    Tensor largest = update.set("largest", Update.atLeast(update.slot("largest", first), size));
    Tensor sizes = update.set("sizes", update.slot("sizes").plus(size));
    Tensor won = update.slot("won").minus(g.times(theta.minus(start)));
    Tensor reward = update.set("won", Update.atLeast(update.graph().constant(0), won));
    Tensor sum = update.set("sum", update.slot("sum").minus(g));
    Tensor lost = Update.atLeast(largest.times(alpha), sizes.plus(largest));
    Tensor divisor = largest.times(lost);
    Tensor bet = sum.dividedBy(divisor).times(largest.plus(reward));
    return theta.minus(start.plus(bet));
  }
}
