package dev.glissade.train;

import dev.glissade.engine.Program;
import dev.glissade.optim.Clock;
import dev.glissade.optim.Schedule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The numbers that a step reads: each knob's schedule, and the running products of those that averages need (`Πβ`, in
/// double).
public final class Knobs {
  private final Map<String, Schedule> schedules = new LinkedHashMap<>();
  private final Map<String, Double> products = new LinkedHashMap<>();

  /// Constant knobs, except for those in `schedules`.
  ///
  /// @throws IllegalArgumentException if a schedule is for a knob that does not exist
  public Knobs(Map<String, Double> usual, Map<String, Schedule> schedules, Set<String> products) {
    usual.forEach((name, value) -> this.schedules.put(name, Schedule.constant(value)));
    schedules.forEach(
        (name, schedule) -> {
          if (!this.schedules.containsKey(name)) {
            throw new IllegalArgumentException(
                "knob: expected one of " + this.schedules.keySet() + ", but got '" + name + "'");
          }
          this.schedules.put(name, schedule);
        });
    products.forEach(name -> this.products.put(name, 1.0));
  }

  /// The value of a knob for the step that begins at `clock`.
  public double value(String name, Clock clock) {
    Schedule schedule = schedules.get(name);
    if (schedule == null) {
      throw new IllegalArgumentException(
          "knob: expected one of " + schedules.keySet() + ", but got '" + name + "'");
    }
    return schedule.at(clock);
  }

  /// Changes a knob from the step on that begins at `clock`.
  public void change(String name, double value, Clock clock) {
    value(name, clock);
    schedules.computeIfPresent(name, (_, before) -> before.changedAt(clock.step(), value));
  }

  /// Moves the products on and hands all numbers to the program for one training step.
  void beginStep(Program program, Clock clock) {
    products.replaceAll((name, product) -> product * value(name, clock));
    for (String scalar : program.scalars()) {
      program.set(scalar, number(scalar, clock));
    }
    program.step(clock.step());
  }

  /// Hands the numbers to a program that does not train.
  void set(Program program, Clock clock) {
    for (String scalar : program.scalars()) {
      program.set(scalar, number(scalar, clock));
    }
  }

  /// A scalar by the name that graphs use.
  double number(String scalar, Clock clock) {
    String suffix = ".product";
    if (scalar.endsWith(suffix)) {
      String knob = scalar.substring(0, scalar.length() - suffix.length());
      return products.getOrDefault(knob, 1.0);
    }
    return value(scalar, clock);
  }

  /// The running products.
  public Map<String, Double> products() {
    return new LinkedHashMap<>(products);
  }

  /// Goes back to products that were kept.
  void restoreProducts(Map<String, Double> kept) {
    products.replaceAll((name, product) -> kept.getOrDefault(name, product));
  }
}
