package dev.glissade.optim;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// What a transform may touch for one block of parameters: the parameters themselves, slots that
/// last from step to step, and numbers that may change between steps.
public final class Update {
  private final String block;
  private final Tensor parameter;
  private final Declarations declarations;

  private Update(String block, Tensor parameter, Declarations declarations) {
    this.block = block;
    this.parameter = parameter;
    this.declarations = declarations;
  }

  /// An update of the parameters of one block, for example `weight`; declarations are collected in
  /// `declarations`.
  public static Update of(String block, Tensor parameter, Declarations declarations) {
    return new Update(block, parameter, declarations);
  }

  /// The name of the block: the role of its parameters.
  public String block() {
    return block;
  }

  /// θ as it was before the step, one vector.
  public Tensor parameter() {
    return parameter;
  }

  /// The graph under construction.
  public Graph graph() {
    return parameter.graph();
  }

  /// A slot as it was before the step: as many numbers as parameters, zeros at first.
  public Tensor slot(String name) {
    String path = name + "/" + block;
    declarations.slots.put(path, parameter.shape());
    return graph().variable(path, parameter.shape());
  }

  /// The new value of a slot; gives it back.
  public Tensor set(String slot, Tensor value) {
    declarations.updates.put(slot + "/" + block, value);
    return value;
  }

  /// A number that may change between steps, `value` unless somebody sets it.
  public Tensor knob(String name, double value) {
    declarations.knobs.put(name, value);
    return graph().scalar(name);
  }

  /// The product of the values that a knob has had up to and including this step, in double.
  public Tensor productOf(String knob) {
    declarations.products.add(knob);
    return graph().scalar(knob + ".product");
  }

  /// What transforms declared, for all blocks together.
  public static final class Declarations {
    private final Map<String, Shape> slots = new LinkedHashMap<>();
    private final Map<String, Tensor> updates = new LinkedHashMap<>();
    private final Map<String, Double> knobs = new LinkedHashMap<>();
    private final Set<String> products = new LinkedHashSet<>();

    /// Nothing declared.
    public Declarations() {}

    /// Slots by path, with their shapes.
    public Map<String, Shape> slots() {
      return slots;
    }

    /// New values of slots by path.
    public Map<String, Tensor> updates() {
      return updates;
    }

    /// Knobs with their usual values.
    public Map<String, Double> knobs() {
      return knobs;
    }

    /// Knobs whose running product is read.
    public Set<String> products() {
      return products;
    }
  }
}
