package dev.glissade.train.golden;

import dev.glissade.engine.Derivatives;
import dev.glissade.engine.Graph;
import dev.glissade.engine.Op;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Step;
import dev.glissade.engine.Tensor;
import dev.glissade.nn.Loss;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The graph of a loss: the inputs that the file gives, the output of a model that they are parts
/// of, side by side along the last axis, and the target.
record LossInputs(Map<String, Tensor> parts, Tensor output, Tensor target) {
  /// What the names of gradients begin with.
  static final String GRADIENT = "grad_";

  private static final String TARGET = "target";

  /// The names that files give to the parts of an output, in their order.
  private static final List<String> PARTS =
      List.of(
          "logits", "prediction", "log_probabilities", "variance", "other", "positive", "negative");

  static LossInputs of(GoldenFile file, Loss loss) {
    Graph graph = new Graph();
    Map<String, Tensor> parts = new LinkedHashMap<>();
    for (String name : PARTS) {
      if (file.has("inputs", name)) {
        parts.put(name, graph.input(name, file.shape("inputs", name)));
      }
    }
    Tensor output = sideBySide(List.copyOf(parts.values()));
    Shape shape = loss.targets(output.shape());
    Tensor target = graph.input(TARGET, shape);
    return new LossInputs(parts, output, target);
  }

  private static Tensor sideBySide(List<Tensor> parts) {
    Tensor first = parts.getFirst();
    if (parts.size() == 1) {
      return first;
    }
    boolean isVector = first.shape().rank() == 1;
    Tensor[] columns =
        parts.stream()
            .map(part -> isVector ? part.reshape(Shape.of(part.shape().size(), 1)) : part)
            .toArray(Tensor[]::new);
    return first.graph().add(new Op.Concatenate(1), columns);
  }

  /// The gradient of `value` for the part that its name ends with.
  Tensor gradient(Tensor value, String name) {
    Tensor part = parts.get(name.substring(GRADIENT.length()));
    if (part == null) {
      throw new AssertionError("golden: expected %s, but got %s".formatted(parts.keySet(), name));
    }
    return Derivatives.gradients(value, List.of(part)).getFirst();
  }

  Step step(Map<String, Tensor> outputs) {
    return Step.reading(output.graph(), outputs);
  }

  /// The numbers of all inputs; targets that a loss does not read may be missing in the file.
  Map<String, double[]> numbers(GoldenFile file) {
    Map<String, double[]> numbers = new LinkedHashMap<>();
    parts.keySet().forEach(name -> numbers.put(name, file.numbers("inputs", name)));
    numbers.put(
        TARGET,
        file.has("inputs", TARGET)
            ? file.numbers("inputs", TARGET)
            : new double[target.shape().size()]);
    return numbers;
  }
}
