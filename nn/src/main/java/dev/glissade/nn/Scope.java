package dev.glissade.nn;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Op;
import dev.glissade.engine.Shape;
import dev.glissade.engine.ShapeException;
import dev.glissade.engine.Tensor;

/// What a layer may touch while it is traced: its path, its parameters and running statistics, the
/// mode, numbers that may change between steps, and its random stream.
public final class Scope {
  private final Trace.Builder trace;
  private final String path;

  Scope(Trace.Builder trace, String path) {
    this.trace = trace;
    this.path = path;
  }

  /// Where in the model this is, for example `0.dense`; empty at the root.
  public String path() {
    return path;
  }

  /// The graph under construction.
  public Graph graph() {
    return trace.graph();
  }

  /// Whether the model is traced for training.
  public boolean isTraining() {
    return trace.mode() == Mode.TRAINING;
  }

  /// Applies `layer` under a name of its own. Shape errors inside name the path.
  public Tensor apply(String name, Layer layer, Tensor x) {
    Scope inner = new Scope(trace, join(name));
    try {
      return graph().at(inner.path, () -> layer.apply(x, inner));
    } catch (ShapeException e) {
      throw e.at(inner.path);
    }
  }

  /// A learned tensor of this layer.
  public Tensor parameter(String name, Shape shape, Role role, Initializer initializer) {
    Tensor tensor = graph().variable(join(name), shape);
    trace.add(new Parameter(join(name), shape, role, initializer, tensor));
    return tensor;
  }

  /// A tensor that this layer keeps by itself, filled with `initial` at first.
  public Tensor statistic(String name, Shape shape, double initial) {
    trace.add(new Statistic(join(name), shape, initial));
    return graph().variable(join(name), shape);
  }

  /// The new value of a statistic after this step. Has no effect outside of training.
  public void update(String statistic, Tensor value) {
    if (isTraining()) {
      trace.update(join(statistic), value);
    }
  }

  /// A tensor that somebody may want to look at, for example the moments of what a normalisation
  /// gets. It costs nothing where nobody does.
  public void observe(String name, Tensor value) {
    trace.observe(join(name), value);
  }

  /// A number that may change between steps, `value` unless somebody sets it.
  public Tensor knob(String name, double value) {
    trace.knob(join(name), value);
    return graph().scalar(join(name));
  }

  /// The product of the values that a knob had in all training steps so far: `Πβ` of an
  /// exponentially weighted average.
  public Tensor productOf(String knob) {
    trace.product(join(knob));
    return graph().scalar(join(knob) + ".product");
  }

  /// `x` with elements dropped at random with probability `rate`, the others scaled by
  /// `1 / (1 - rate)`.
  public Tensor dropout(Tensor x, Tensor rate) {
    return graph().add(new Op.Dropout(join("dropout")), x, rate);
  }

  /// Standard normal numbers of this shape, other ones in each step.
  public Tensor normal(String name, Shape shape) {
    return graph().add(new Op.Normal(join(name), shape));
  }

  private String join(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
