package dev.glissade.train;

import dev.glissade.engine.Program;
import dev.glissade.optim.Clock;
import dev.glissade.optim.Schedule;
import dev.glissade.optim.StepNumber;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The numbers that a step reads: each knob's schedule, and the running products of those that
/// averages need (`Πβ`, in double).
public final class Knobs {
  private static final String PRODUCT = ".product";
  private static final String STEP = "step";

  private final List<String> names = new ArrayList<>();
  private final Schedule[] schedules;
  private final double[] forced;
  private final double[] divisors;
  private final double[] factors;
  private final boolean[] hasProduct;
  private final double[] products;
  private final List<KnobChange> changes = new ArrayList<>();
  private final Map<Program, Binding> bindings = new IdentityHashMap<>();

  /// Which scalar of a program takes which knob, or its product.
  private record Binding(int[] scalars, int[] knobs, boolean[] isProduct) {}

  /// Knobs with their usual schedules, except for those in `scheduled`.
  ///
  /// @throws IllegalArgumentException if a schedule or a product is for a knob that does not exist
  public Knobs(
      Map<String, Schedule> usual, Map<String, Schedule> scheduled, Set<String> multiplied) {
    names.addAll(usual.keySet());
    schedules = usual.values().toArray(Schedule[]::new);
    forced = new double[names.size()];
    java.util.Arrays.fill(forced, Double.NaN);
    divisors = new double[names.size()];
    java.util.Arrays.fill(divisors, 1);
    factors = new double[names.size()];
    java.util.Arrays.fill(factors, 1);
    hasProduct = new boolean[names.size()];
    products = new double[names.size()];
    java.util.Arrays.fill(products, 1);
    scheduled.forEach((name, schedule) -> schedules[index(name)] = schedule);
    multiplied.forEach(name -> hasProduct[index(name)] = true);
  }

  private int index(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "knob: expected one of " + names + ", but got '" + name + "'");
    }
    return index;
  }

  /// The value of a knob for the step that begins at `clock`.
  public double value(String name, Clock clock) {
    return value(index(name), clock);
  }

  private double value(int knob, Clock clock) {
    if (!Double.isNaN(forced[knob])) {
      return forced[knob];
    }
    return schedules[knob].at(clock) / divisors[knob] * factors[knob];
  }

  /// Gives a knob a value whatever its schedule says; NaN for the schedule again.
  void force(String knob, double value) {
    forced[index(knob)] = value;
  }

  /// Divides and multiplies a knob from now on by what its schedule knows nothing of.
  void scale(String knob, double divisor, double factor) {
    divisors[index(knob)] = divisor;
    factors[index(knob)] = factor;
  }

  /// What a schedule must give for the knob to have this value.
  double unscaled(String knob, double value) {
    return value / factors[index(knob)] * divisors[index(knob)];
  }

  /// Changes a knob from a step on.
  ///
  /// @throws IllegalArgumentException if there is no such knob, or the value is negative or not
  ///     finite
  public void change(KnobChange change) {
    int index = index(change.knob());
    schedules[index] = schedules[index].changedAt(change.step(), change.value());
    changes.add(change);
  }

  /// Multiplies what a knob's schedule says by `factor`, from a step on. Unlike a change, it leaves
  /// the schedule its shape.
  void scaleFrom(String knob, long step, double factor) {
    int index = index(knob);
    Schedule later = Schedule.constant(1).changedAt(step, factor);
    schedules[index] = schedules[index].times(later);
  }

  /// Lets the optimiser count its steps from a step of the clock on, if it counts them.
  void countStepsFrom(long step) {
    int index = names.indexOf(STEP);
    if (index >= 0) {
      schedules[index] = new StepNumber(step);
    }
  }

  /// All changes so far.
  public List<KnobChange> changes() {
    return List.copyOf(changes);
  }

  /// Moves the products on by the step that begins at `clock`.
  void advance(Clock clock) {
    for (int i = 0; i < products.length; i++) {
      if (hasProduct[i]) {
        products[i] *= value(i, clock);
      }
    }
  }

  /// Hands the numbers to a program.
  void set(Program program, Clock clock) {
    Binding binding = bindings.get(program);
    if (binding == null) {
      binding = bind(program);
      bindings.put(program, binding);
    }
    for (int i = 0; i < binding.scalars.length; i++) {
      int knob = binding.knobs[i];
      double value = binding.isProduct[i] ? products[knob] : value(knob, clock);
      program.set(binding.scalars[i], value);
    }
  }

  private Binding bind(Program program) {
    List<String> scalars = program.scalars();
    int[] places = scalars.stream().mapToInt(program::indexOf).toArray();
    int[] knobs = scalars.stream().mapToInt(scalar -> index(knobOf(scalar))).toArray();
    boolean[] isProduct = new boolean[knobs.length];
    for (int i = 0; i < knobs.length; i++) {
      isProduct[i] = scalars.get(i).endsWith(PRODUCT);
    }
    return new Binding(places, knobs, isProduct);
  }

  private static String knobOf(String scalar) {
    return scalar.endsWith(PRODUCT)
        ? scalar.substring(0, scalar.length() - PRODUCT.length())
        : scalar;
  }

  /// A scalar by the name that graphs use.
  double number(String scalar, Clock clock) {
    int knob = index(knobOf(scalar));
    return scalar.endsWith(PRODUCT) ? products[knob] : value(knob, clock);
  }

  /// The running products by knob.
  public Map<String, Double> products() {
    Map<String, Double> result = new LinkedHashMap<>();
    for (int i = 0; i < products.length; i++) {
      if (hasProduct[i]) {
        result.put(names.get(i), products[i]);
      }
    }
    return result;
  }

  /// Goes back to products that were kept.
  public void restoreProducts(Map<String, Double> kept) {
    kept.forEach((name, product) -> products[index(name)] = product);
  }
}
