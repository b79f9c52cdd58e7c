package dev.glissade.optim;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.ArrayList;
import java.util.List;

/// Schedule-free training (Defazio et al. 2024) around another optimiser, whose directions `d` are
/// taken at `y`, the parameters:
///
/// `z ← z - α d; x ← (1 - c) x + c z; y = β x + (1 - β) z` with `c = w / Σw` and weights `w` that
/// `weighting` chooses. Keras' weight decay takes `decay · y` from `y` before the step and so,
/// since
/// `x` is worked out from it there, `decay · y / β` from `x`.
///
/// The result of the training is `x`, the slot `average`, and so is what must be evaluated and
/// kept; statistics of batch normalisation have to be computed anew for it. `x` is stored, not
/// worked out from `y` and `z` as in Optax, so small β lose nothing.
public record ScheduleFree(Optimizer base, double beta, Weighting weighting, double decay)
    implements Optimizer {
  private static final Shape NUMBER = Shape.of();

  /// What a step weighs in the average.
  public enum Weighting {
    /// The square of the largest rate so far: the paper.
    LARGEST_RATE,
    /// The same of the rates of the next steps: Optax, where it makes a difference in a warm-up.
    LARGEST_NEXT_RATE,
    /// All the same, also in a warm-up: Keras.
    EQUAL
  }

  /// Checks β and that the base leaves the rate to others.
  public ScheduleFree {
    Betas.check("beta", beta);
    Betas.check("decay", decay);
    if (decay > 0 && beta == 0) {
      throw new IllegalArgumentException(
          "schedule-free: expected a positive beta beside a decay, but got 0");
    }
    if (base.isScaled()) {
      throw new IllegalArgumentException(
          "schedule-free: expected an optimiser that gives directions, but got " + base);
    }
  }

  /// As in the paper.
  public ScheduleFree(Optimizer base, double beta) {
    this(base, beta, Weighting.LARGEST_RATE, 0);
  }

  /// Around gradient descent, with β 0.9.
  public static ScheduleFree ofDescent(double rate) {
    return new ScheduleFree(new GradientDescent(Schedule.constant(rate)), 0.9);
  }

  /// Around Adam without its own average of gradients, with β 0.9 and 0.999 and ε 1e-8.
  public static ScheduleFree ofAdam(double rate) {
    return new ScheduleFree(new Adam(Schedule.constant(rate), 0, 0.999, 1e-8), 0.9);
  }

  @Override
  public List<Transform> transforms() {
    List<Transform> all = new ArrayList<>(base.transforms());
    all.add(this::change);
    return all;
  }

  @Override
  public Schedule learningRate() {
    return base.learningRate();
  }

  @Override
  public boolean isScaled() {
    return true;
  }

  private Tensor change(Tensor direction, Update update) {
    Tensor y = update.parameter();
    Tensor rate = update.rate();
    Tensor b = update.knob("schedule-free-beta", beta);
    Tensor weight = weight(update);
    Tensor sum = update.set("weight", update.slot("weight", NUMBER).plus(weight));
    Tensor c = sum.greater(0).select(weight.dividedBy(sum), sum);
    Tensor z = update.set("base", update.slot("base", y).minus(direction.times(rate)));
    Tensor average = update.slot("average", y);
    Tensor before =
        decay > 0 ? average.minus(y.times(b.map(UnaryFunction.RECIPROCAL).times(decay))) : average;
    Tensor x = update.set("average", before.plus(z.minus(before).times(c)));
    return y.minus(z.plus(x.minus(z).times(b)));
  }

  private Tensor weight(Update update) {
    Tensor rate =
        switch (weighting) {
          case LARGEST_RATE -> update.rate();
          case LARGEST_NEXT_RATE -> update.knob("next-rate", new Ahead(learningRate(), 1));
          case EQUAL -> update.graph().constant(1);
        };
    Tensor largest = update.slot("largest-rate", NUMBER).maximum(rate);
    return update.set("largest-rate", largest).square();
  }
}
