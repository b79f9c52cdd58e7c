package dev.glissade.optim;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.ArrayList;
import java.util.List;

/// L-BFGS (Liu and Nocedal 1989) with a backtracking line search, for full batches: the direction
/// `d = H g` of Newton's method, where `H` is made of the last `memory` pairs
/// `s = θₜ - θₜ₋₁, y = gₜ - gₜ₋₁` by the two-loop recursion, beginning with `H = γ I`,
/// `γ = ⟨s, y⟩ / ⟨y, y⟩` (in the first step `1 / ‖g‖`). Then
///
/// `θ ← θ - a d` with the largest `a` of `α, α / 2, …, α / 2^halvings` for which
/// `J(θ - a d) ≤ J(θ) - 1e-4 a ⟨g, d⟩`
///
/// (Armijo 1966; a difference that a `float` cannot tell counts as no difference), or the smallest
/// if there is none. Pairs with `⟨s, y⟩` of about 0 or less are left out, so that `d` always leads
/// down.
///
/// All trial costs are part of the one step: it costs `halvings + 1` forward passes more. PyTorch
/// searches with a strong Wolfe condition or not at all, Optax with zoom; both look as often as
/// they need to. The learning rate is 1 nearly always.
public record Lbfgs(Schedule learningRate, int memory, int halvings) implements Optimizer {
  private static final Shape NUMBER = Shape.of();
  private static final double DECREASE = 1e-4;
  private static final double LEAST_CURVATURE = 1e-10;
  private static final double SAME = 1e-7;

  /// Checks the numbers.
  public Lbfgs {
    if (memory < 1 || halvings < 0) {
      throw new IllegalArgumentException(
          "l-bfgs: expected memory >= 1 and halvings >= 0, but got %d and %d"
              .formatted(memory, halvings));
    }
  }

  /// With a learning rate of 1, 10 pairs and up to 12 halvings.
  public static Lbfgs of() {
    return new Lbfgs(Schedule.constant(1), 10, 12);
  }

  @Override
  public List<Transform> transforms() {
    return List.of(Jointly.of(this::changes));
  }

  @Override
  public boolean isScaled() {
    return true;
  }

  private List<Tensor> changes(List<Tensor> gradients, List<Update> updates) {
    List<Tensor> direction = direction(gradients, updates, pairs(gradients, updates));
    Tensor length = length(gradients, updates, direction);
    return direction.stream().map(d -> d.times(length)).toList();
  }

  /// `s`, `y` of all blocks and `1 / ⟨s, y⟩`, which is 0 if there is no such pair yet.
  private record Pair(List<Tensor> s, List<Tensor> y, Tensor weight) {}

  /// The pairs with that of the last step, the newest first; they are kept for the next step.
  private List<Pair> pairs(List<Tensor> gradients, List<Update> updates) {
    List<Tensor> s = new ArrayList<>();
    List<Tensor> y = new ArrayList<>();
    for (int i = 0; i < updates.size(); i++) {
      Update update = updates.get(i);
      s.add(update.parameter().minus(update.slot("before")));
      y.add(gradients.get(i).minus(update.slot("gradient-before")));
      // A copy, since a slot cannot be the old value of the parameters itself.
      Tensor isAny = update.step().greater(0);
      update.set("before", isAny.select(update.parameter(), update.slot("before")));
      update.set("gradient-before", gradients.get(i));
    }
    Tensor product = product(s, y);
    Tensor isCurved = product.minus(product(y, y).times(LEAST_CURVATURE)).greater(0);
    Tensor isNew = updates.getFirst().step().greater(1).times(isCurved);
    Pair newer = new Pair(s, y, product.map(UnaryFunction.RECIPROCAL));
    List<Pair> pairs = new ArrayList<>();
    for (int k = 0; k < memory; k++) {
      Pair kept = kept(k, updates);
      Pair chosen =
          new Pair(
              select(isNew, newer.s, kept.s),
              select(isNew, newer.y, kept.y),
              isNew.select(newer.weight, kept.weight));
      keep(k, chosen, updates);
      pairs.add(chosen);
      newer = kept;
    }
    return pairs;
  }

  private static Pair kept(int k, List<Update> updates) {
    return new Pair(
        updates.stream().map(update -> update.slot("s-" + k)).toList(),
        updates.stream().map(update -> update.slot("y-" + k)).toList(),
        updates.getFirst().slot("pair-" + k, NUMBER));
  }

  private static void keep(int k, Pair pair, List<Update> updates) {
    for (int i = 0; i < updates.size(); i++) {
      updates.get(i).set("s-" + k, pair.s.get(i));
      updates.get(i).set("y-" + k, pair.y.get(i));
    }
    updates.getFirst().set("pair-" + k, pair.weight);
  }

  /// `H g`
  private List<Tensor> direction(List<Tensor> gradients, List<Update> updates, List<Pair> pairs) {
    List<Tensor> d = gradients;
    List<Tensor> shares = new ArrayList<>();
    for (Pair pair : pairs) {
      Tensor share = pair.weight.times(product(pair.s, d));
      shares.add(share);
      d = plus(d, share.negate(), pair.y);
    }
    Tensor scale = scale(gradients, updates, pairs.getFirst());
    d = d.stream().map(each -> each.times(scale)).toList();
    for (int k = pairs.size() - 1; k >= 0; k--) {
      Pair pair = pairs.get(k);
      Tensor back = pair.weight.times(product(pair.y, d));
      d = plus(d, shares.get(k).minus(back), pair.s);
    }
    return d;
  }

  /// `γ`
  private static Tensor scale(List<Tensor> gradients, List<Update> updates, Pair newest) {
    Tensor isKnown = newest.weight.greater(0);
    Tensor curvature = product(newest.y, newest.y).times(newest.weight);
    Tensor first = Jointly.norm(gradients).maximum(LEAST_CURVATURE);
    Tensor divisor = isKnown.select(curvature, first);
    return updates.getFirst().graph().constant(1).dividedBy(divisor);
  }

  /// `a`
  private Tensor length(List<Tensor> gradients, List<Update> updates, List<Tensor> direction) {
    Landscape landscape = Landscape.of(updates);
    Tensor cost = landscape.cost().sum();
    Tensor allowance = cost.map(UnaryFunction.ABSOLUTE).times(SAME);
    Tensor slope = product(gradients, direction).times(DECREASE);
    Tensor rate = updates.getFirst().rate();
    Tensor chosen = rate.times(Math.scalb(1.0, -halvings));
    for (int k = halvings - 1; k >= 0; k--) {
      Tensor length = rate.times(Math.scalb(1.0, -k));
      List<Tensor> place = new ArrayList<>();
      for (int i = 0; i < updates.size(); i++) {
        place.add(updates.get(i).parameter().minus(direction.get(i).times(length)));
      }
      Tensor most = cost.plus(allowance).minus(slope.times(length));
      chosen = most.minus(landscape.costAt(place).sum()).greater(0).select(length, chosen);
    }
    return chosen;
  }

  private static Tensor product(List<Tensor> a, List<Tensor> b) {
    Tensor sum = a.getFirst().graph().constant(0);
    for (int i = 0; i < a.size(); i++) {
      sum = sum.plus(a.get(i).times(b.get(i)).sum());
    }
    return sum;
  }

  /// `a + share b`
  private static List<Tensor> plus(List<Tensor> a, Tensor share, List<Tensor> b) {
    List<Tensor> result = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      result.add(a.get(i).plus(b.get(i).times(share)));
    }
    return result;
  }

  private static List<Tensor> select(Tensor condition, List<Tensor> a, List<Tensor> b) {
    List<Tensor> result = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      result.add(condition.select(a.get(i), b.get(i)));
    }
    return result;
  }
}
