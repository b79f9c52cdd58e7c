package dev.glissade.optim;

import dev.glissade.engine.ExponentialAverage;
import dev.glissade.engine.Graph;
import dev.glissade.engine.Op;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/// What a transform may touch for one block of parameters: the parameters themselves, slots that
/// last from step to step, and numbers that may change between steps.
public final class Update {
  private final String block;
  private final Tensor parameter;
  private final List<Segment> segments;
  private final Scope scope;
  private final Declarations declarations;

  private Update(
      String block,
      Tensor parameter,
      List<Segment> segments,
      Scope scope,
      Declarations declarations) {
    this.block = block;
    this.parameter = parameter;
    this.segments = List.copyOf(segments);
    this.scope = scope;
    this.declarations = declarations;
  }

  /// What the names of knobs and of slots begin with, and what the learning rate is multiplied by.
  private record Scope(String prefix, String slots, double ratio) {}

  /// The same update for an optimiser beside another: its knobs have names of their own, and its
  /// learning rate is `ratio` times the other's.
  Update within(String prefix, double ratio) {
    Scope inner = new Scope(scope.prefix + prefix, scope.slots, scope.ratio * ratio);
    return new Update(block, parameter, segments, inner, declarations);
  }

  /// The same for some parameters of the block only, whose knobs and slots begin with `prefix`.
  Update part(String prefix, List<Segment> chosen, double ratio) {
    List<Segment> moved = new ArrayList<>();
    int from = 0;
    for (Segment segment : chosen) {
      int to = from + segment.shape().size();
      moved.add(new Segment(segment.path(), segment.shape(), from, to));
      from = to;
    }
    Scope inner = new Scope(scope.prefix + prefix, scope.slots + prefix, scope.ratio * ratio);
    return new Update(block, only(parameter, chosen), moved, inner, declarations);
  }

  /// The elements of some parameters, one after the other.
  Tensor only(Tensor all, List<Segment> chosen) {
    return chosen.equals(segments)
        ? all
        : join(chosen.stream().map(each -> all.slice(0, each.from(), each.to())).toList());
  }

  /// One parameter of a block: its shape, and the elements `[from, to)` of the block's vector.
  public record Segment(String path, Shape shape, int from, int to) {}

  /// An update of the parameters of one block, for example `weight`, which are one vector by
  /// themselves; declarations are collected in `declarations`.
  public static Update of(String block, Tensor parameter, Declarations declarations) {
    Shape shape = parameter.shape();
    return of(block, parameter, List.of(new Segment(block, shape, 0, shape.size())), declarations);
  }

  /// An update of a block of several parameters, which lie one after the other.
  public static Update of(
      String block, Tensor parameter, List<Segment> segments, Declarations declarations) {
    return new Update(block, parameter, segments, new Scope("", "", 1), declarations);
  }

  /// The name of the block: the role of its parameters.
  public String block() {
    return block;
  }

  /// θ as it was before the step, one vector.
  public Tensor parameter() {
    return parameter;
  }

  /// The parameters that the block is made of, in order.
  public List<Segment> segments() {
    return segments;
  }

  /// One parameter's part of a vector of the whole block, in the parameter's shape.
  public Tensor part(Tensor all, Segment segment) {
    return all.slice(0, segment.from(), segment.to()).reshape(segment.shape());
  }

  /// A vector of the whole block from what `function` makes of each parameter's part; a result may
  /// also be a single number, which counts for the whole part.
  public Tensor each(Tensor all, BiFunction<Tensor, Segment, Tensor> function) {
    return join(
        segments.stream()
            .map(segment -> flat(function.apply(part(all, segment), segment), segment))
            .toList());
  }

  /// Vectors one after the other.
  Tensor join(List<Tensor> vectors) {
    return graph().add(new Op.Concatenate(0), vectors.toArray(Tensor[]::new));
  }

  private static Tensor flat(Tensor part, Segment segment) {
    return part.broadcast(segment.shape()).reshape(Shape.of(segment.shape().size()));
  }

  /// One parameter as the cost reads it.
  Tensor variable(Segment segment) {
    Tensor found = declarations.parameters.get(segment.path());
    return found != null ? found : graph().variable(segment.path(), segment.shape());
  }

  /// What is minimised.
  ///
  /// @throws IllegalArgumentException if there are only gradients, as where parts of a batch give
  ///     them
  Tensor cost() {
    return declarations.cost.orElseThrow(
        () ->
            new IllegalArgumentException(
                "optimizer: expected a cost to look at elsewhere too, but got gradients only —"
                    + " help: leave out accumulation, or choose an optimizer that reads gradients"
                    + " only"));
  }

  /// The graph under construction.
  public Graph graph() {
    return parameter.graph();
  }

  /// A slot as it was before the step: as many numbers as parameters, zeros at first.
  public Tensor slot(String name) {
    return slot(name, parameter.shape());
  }

  /// A slot of another shape, zeros at first.
  public Tensor slot(String name, Shape shape) {
    String path = path(name);
    declarations.slots.put(path, shape);
    return graph().variable(path, shape);
  }

  /// A slot that has the value `first` before the first step, for example `update.parameter()`.
  public Tensor slot(String name, Tensor first) {
    Tensor slot = slot(name);
    return step().greater(1).select(slot, first.broadcast(slot.shape()));
  }

  /// Whether a slot of this name is there already.
  boolean hasSlot(String name) {
    return declarations.slots.containsKey(name + "/" + block);
  }

  /// The new value of a slot; gives it back.
  public Tensor set(String slot, Tensor value) {
    declarations.updates.put(path(slot), value);
    return value;
  }

  /// The name of a slot or of a random stream of this block.
  String path(String name) {
    return scope.slots + name + "/" + block;
  }

  /// A slot that holds a moving average: `slot ← β slot + (1 - β) value`; gives its new value.
  public Tensor average(String slot, Tensor value, Tensor beta) {
    return set(slot, ExponentialAverage.step(slot(slot), value, beta));
  }

  /// An average from zero, corrected for its beginning: `x / (1 - Πβ)`.
  public Tensor corrected(Tensor average, String beta) {
    return quotient(average, productOf(beta).subtractedFrom(1));
  }

  /// `x / number`, as a product: the factor is worked out once in double, and a division of every
  /// element would be slow.
  static Tensor quotient(Tensor x, Tensor number) {
    return x.times(number.map(UnaryFunction.RECIPROCAL));
  }

  /// The larger of the two; NaN in `x` stays. Unlike `maximum`, which tells zeros apart, it is a
  /// comparison and a choice for a processor.
  static Tensor atLeast(Tensor bound, Tensor x) {
    return bound.greater(x).select(bound, x);
  }

  /// The smaller of the two; NaN in `x` stays.
  static Tensor atMost(Tensor bound, Tensor x) {
    return x.greater(bound).select(bound, x);
  }

  /// `x` within `±bound`.
  static Tensor within(Tensor bound, Tensor x) {
    return atLeast(bound.negate(), atMost(bound, x));
  }

  /// A number that may change between steps, `value` unless somebody sets it.
  public Tensor knob(String name, double value) {
    return knob(name, Schedule.constant(value));
  }

  /// A number that changes as `usual` says, unless somebody sets it.
  public Tensor knob(String name, Schedule usual) {
    return number(scope.prefix + name, usual);
  }

  private Tensor number(String name, Schedule usual) {
    declarations.knobs.put(name, usual);
    return graph().scalar(name);
  }

  /// α, for transforms that multiply by it themselves (see `Optimizer.isScaled`).
  public Tensor rate() {
    return number("learning-rate", Schedule.constant(0)).times(scope.ratio);
  }

  /// The number of the step, the first is 1.
  public Tensor step() {
    return number("step", new StepNumber());
  }

  /// The product of the values that a knob has had up to and including this step, in double.
  public Tensor productOf(String knob) {
    declarations.products.add(scope.prefix + knob);
    return graph().scalar(scope.prefix + knob + ".product");
  }

  /// What transforms declared, for all blocks together.
  public static final class Declarations {
    private final Map<String, Shape> slots = new LinkedHashMap<>();
    private final Map<String, Tensor> updates = new LinkedHashMap<>();
    private final Map<String, Schedule> knobs = new LinkedHashMap<>();
    private final Set<String> products = new LinkedHashSet<>();
    private final Optional<Tensor> cost;
    private final Map<String, Tensor> parameters;

    /// Nothing declared, for optimisers that read gradients only.
    public Declarations() {
      this(Optional.empty(), Map.of());
    }

    /// Nothing declared, for optimisers that may look at `cost` elsewhere too; `parameters` are the
    /// variables by path that it depends on.
    public Declarations(Tensor cost, Map<String, Tensor> parameters) {
      this(Optional.of(cost), parameters);
    }

    private Declarations(Optional<Tensor> cost, Map<String, Tensor> parameters) {
      this.cost = cost;
      this.parameters = Map.copyOf(parameters);
    }

    /// Slots by path, with their shapes.
    public Map<String, Shape> slots() {
      return slots;
    }

    /// New values of slots by path.
    public Map<String, Tensor> updates() {
      return updates;
    }

    /// Knobs with their usual values.
    public Map<String, Schedule> knobs() {
      return knobs;
    }

    /// Knobs whose running product is read.
    public Set<String> products() {
      return products;
    }
  }
}
