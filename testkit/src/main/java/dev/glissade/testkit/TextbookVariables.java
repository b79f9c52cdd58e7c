package dev.glissade.testkit;

import dev.glissade.engine.Op;
import dev.glissade.engine.Reference;
import dev.glissade.engine.State;
import dev.glissade.engine.Step;
import dev.glissade.engine.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Variables in double, computed by `Reference`.
final class TextbookVariables implements Variables {
  private final State.Layout layout;
  private final double[] block;

  TextbookVariables(State.Layout layout) {
    this.layout = layout;
    this.block = new double[layout.size()];
  }

  @Override
  public void set(String name, double... values) {
    State.Entry entry = layout.find(name);
    if (values.length != entry.shape().size()) {
      throw new IllegalArgumentException(
          "set: expected %d values for '%s' %s, but got %d"
              .formatted(entry.shape().size(), name, entry.shape(), values.length));
    }
    System.arraycopy(values, 0, block, entry.offset(), values.length);
  }

  @Override
  public double[] get(String name) {
    State.Entry entry = layout.find(name);
    return Arrays.copyOfRange(block, entry.offset(), entry.offset() + entry.shape().size());
  }

  @Override
  public Map<String, double[]> run(
      Step step, Map<String, double[]> inputs, Map<String, Double> scalars) {
    Map<String, double[]> variables = new HashMap<>();
    for (Tensor node : step.graph().nodes()) {
      if (node.op() instanceof Op.Variable variable) {
        variables.put(variable.name(), get(variable.name()));
      }
    }
    Reference reference = Reference.of(inputs, scalars, variables, 0, 0);
    Map<Tensor, double[]> values = reference.evaluate(step.targets());
    step.updates().forEach((name, tensor) -> set(name, of(values, tensor)));
    Map<String, double[]> outputs = new LinkedHashMap<>();
    step.outputs().forEach((name, tensor) -> outputs.put(name, of(values, tensor)));
    return outputs;
  }

  private static double[] of(Map<Tensor, double[]> values, Tensor tensor) {
    return values.getOrDefault(tensor, new double[0]);
  }
}
