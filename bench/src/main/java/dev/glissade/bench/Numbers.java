package dev.glissade.bench;

import dev.glissade.engine.Program;
import dev.glissade.optim.Clock;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.Schedule;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The plain numbers that a step reads, with constant knobs: `β` is always the same, `β.product` is
/// its power. Handing them over allocates nothing.
final class Numbers {
  private static final String PRODUCT = ".product";

  private final Program program;
  private final Map<String, Double> knobs;
  private final Set<String> multiplied;
  private final int[] places;
  private final double[] factors;
  private final boolean[] isProduct;
  private final double[] values;
  private long steps;

  /// The numbers of `program`, whose knobs begin with these values, and of which these are
  /// multiplied.
  Numbers(
      Program program, Map<String, Schedule> usual, Set<String> multiplied, Optimizer optimizer) {
    this.program = program;
    this.multiplied = multiplied;
    this.knobs = new HashMap<>();
    Clock beginning = Clock.start(1, 1);
    usual.forEach((name, schedule) -> knobs.put(name, schedule.at(beginning)));
    knobs.put("learning-rate", optimizer.learningRate().at(beginning));
    List<String> scalars = program.scalars();
    places = scalars.stream().mapToInt(program::indexOf).toArray();
    isProduct = new boolean[places.length];
    factors = new double[places.length];
    values = new double[places.length];
    for (int i = 0; i < places.length; i++) {
      isProduct[i] = scalars.get(i).endsWith(PRODUCT);
      factors[i] = knob(scalars.get(i));
      values[i] = isProduct[i] ? 1 : factors[i];
    }
  }

  /// The knob that a scalar is, or is the product of.
  private double knob(String scalar) {
    String name =
        scalar.endsWith(PRODUCT) ? scalar.substring(0, scalar.length() - PRODUCT.length()) : scalar;
    Double value = knobs.get(name);
    if (value == null) {
      throw new IllegalStateException(
          "numbers: expected one of " + knobs.keySet() + ", but got '" + name + "'");
    }
    return value;
  }

  /// Hands the numbers of the next step to the program.
  void next() {
    for (int i = 0; i < places.length; i++) {
      values[i] = isProduct[i] ? values[i] * factors[i] : factors[i];
      program.set(places[i], values[i]);
    }
    program.step(steps++);
  }

  /// Begins anew with step 0.
  void restart() {
    steps = 0;
    for (int i = 0; i < places.length; i++) {
      values[i] = isProduct[i] ? 1 : factors[i];
    }
  }

  /// Hands the numbers, as they are now, to a program that does not train.
  void handTo(Program other) {
    valuesOf(other.scalars()).forEach(other::set);
  }

  /// The numbers of these names, as they are now.
  Map<String, Double> valuesOf(List<String> scalars) {
    Map<String, Double> values = new HashMap<>();
    for (String scalar : scalars) {
      double knob = knob(scalar);
      values.put(scalar, scalar.endsWith(PRODUCT) ? Math.pow(knob, steps) : knob);
    }
    return values;
  }

  /// The running products by knob, as they are now.
  Map<String, Double> products() {
    Map<String, Double> products = new LinkedHashMap<>();
    multiplied.forEach(name -> products.put(name, Math.pow(knob(name), steps)));
    return products;
  }

  /// All numbers by the names that the program's graph uses, as they are now.
  Map<String, Double> byName() {
    Map<String, Double> all = new HashMap<>();
    for (int i = 0; i < places.length; i++) {
      all.put(program.scalars().get(i), values[i]);
    }
    return all;
  }
}
