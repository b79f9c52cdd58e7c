package dev.glissade.testkit;

import dev.glissade.engine.Step;
import java.util.Map;

/// The variables of some steps, in the arithmetic that computes them.
public interface Variables {
  /// Overwrites an entry or a range.
  ///
  /// @throws IllegalArgumentException if there is none of this name, or its size is another
  void set(String name, double... values);

  /// A copy of an entry or a range.
  double[] get(String name);

  /// Runs a step once: gives its outputs by name, and the variables their new values. Inputs and
  /// scalars that the step does not read are ignored.
  Map<String, double[]> run(Step step, Map<String, double[]> inputs, Map<String, Double> scalars);
}
