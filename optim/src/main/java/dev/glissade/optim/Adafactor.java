package dev.glissade.optim;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.List;

/// Adafactor (Shazeer and Stern 2018): RMSProp that keeps of a matrix's squares only the means of
/// rows `r` and columns `c`, so that it remembers `rows + columns` numbers instead of
/// `rows · columns`, and steps relative to the size of the parameter:
///
/// `r ← β r + (1 - β) mean(g² + ε); v = r cᵀ / mean(r); u = g / √v`, then
/// `θ ← θ - α s u / max(1, rms(u) / d)`
///
/// with `β = 1 - t^-power` and `s = max(least, rms(θ))`. PyTorch has ε not in the squares but as a
/// lower bound, `v = r cᵀ / max(mean(r), ε)` and `√max(v, ε²)`. All but Optax step by at most
/// `1 / √t`; Optax always by α.
///
/// @param power of the decay, 0.8
/// @param epsilon ε
/// @param least the size that a parameter counts as at least; 0 does without `s`
/// @param clip `d`; 0 for none
/// @param smallest matrices with a smaller side keep all squares
/// @param dialect whose rule
public record Adafactor(
    Schedule learningRate,
    double power,
    double epsilon,
    double least,
    double clip,
    int smallest,
    Dialect dialect)
    implements Optimizer {
  /// Checks the numbers.
  public Adafactor {
    Ranges.requirePositive("adafactor", "power", power);
    Ranges.requireFinite("adafactor", "epsilon", epsilon);
    Ranges.requireFinite("adafactor", "least", least);
    Ranges.requireFinite("adafactor", "clip", clip);
  }

  /// As in the paper: ε 1e-30, least size 1e-3, clipped to 1.
  public static Adafactor of(double rate) {
    return new Adafactor(Schedule.constant(rate), 0.8, 1e-30, 1e-3, 1, 2, Dialect.TEXTBOOK);
  }

  @Override
  public List<Transform> transforms() {
    return List.of((g, update) -> update.each(g, (part, segment) -> change(part, segment, update)));
  }

  @Override
  public boolean isScaled() {
    return true;
  }

  private Tensor change(Tensor g, Update.Segment segment, Update update) {
    Tensor root = isFactored(segment) ? factored(g, segment, update) : whole(g, segment, update);
    Tensor u = g.dividedBy(root);
    double count = Math.sqrt(segment.shape().size());
    Tensor rate = update.rate();
    if (dialect != Dialect.OPTAX) {
      rate = rate.minimum(update.graph().constant(1).dividedBy(update.step().squareRoot()));
    }
    if (clip > 0) {
      rate = rate.dividedBy(u.norm().dividedBy(count * clip).maximum(1));
    }
    if (least > 0) {
      Tensor theta = update.part(update.parameter(), segment);
      rate = rate.times(theta.norm().dividedBy(count).maximum(least));
    }
    return u.times(rate);
  }

  private boolean isFactored(Update.Segment segment) {
    Shape shape = segment.shape();
    return shape.rank() == 2 && Math.min(shape.extent(0), shape.extent(1)) >= smallest;
  }

  private boolean isBound() {
    return dialect == Dialect.PYTORCH;
  }

  private Tensor squares(Tensor g) {
    return isBound() ? g.square() : g.square().plus(epsilon);
  }

  /// `√v` of all elements.
  private Tensor whole(Tensor g, Update.Segment segment, Update update) {
    return rooted(average("square", squares(g), segment, update));
  }

  private Tensor rooted(Tensor v) {
    return (isBound() ? v.maximum(epsilon * epsilon) : v).squareRoot();
  }

  /// `√v` by rows and columns.
  private Tensor factored(Tensor g, Update.Segment segment, Update update) {
    int rows = g.shape().extent(0);
    int columns = g.shape().extent(1);
    Tensor squares = squares(g);
    Tensor r = average("rows", squares.sum(1).dividedBy(columns), segment, update);
    Tensor c = average("columns", squares.sum(0).dividedBy(rows), segment, update);
    Tensor mean = isBound() ? r.mean().maximum(epsilon) : r.mean();
    Tensor share = r.dividedBy(mean).reshape(Shape.of(rows, 1));
    return rooted(share.times(c.reshape(Shape.of(1, columns))));
  }

  /// `x ← (1 - t^-power) x + t^-power value`
  private Tensor average(String name, Tensor value, Update.Segment segment, Update update) {
    Tensor logarithm = update.step().map(UnaryFunction.LOGARITHM);
    Tensor share = logarithm.times(-power).map(UnaryFunction.EXPONENTIAL);
    String slot = name + "/" + segment.path();
    Tensor before = update.slot(slot, value.shape());
    return update.set(slot, before.plus(value.minus(before).times(share)));
  }
}
