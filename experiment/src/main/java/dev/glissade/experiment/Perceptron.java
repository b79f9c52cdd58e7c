package dev.glissade.experiment;

import dev.glissade.data.Task;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Dropout;
import dev.glissade.nn.Flatten;
import dev.glissade.nn.Layer;
import dev.glissade.nn.Sequential;
import java.util.ArrayList;
import java.util.List;

/// The multi-layer perceptron that settings describe.
final class Perceptron {
  private Perceptron() {}

  /// Hidden layers, each with its normalisation, activation and dropout, and the output layer.
  static Layer layers(RunSettings s, Task task) {
    List<Layer> layers = new ArrayList<>();
    layers.add(Flatten.of());
    for (int units : s.hidden()) {
      layers.add(Dense.of(units));
      Norms.named(s.norm(), units).ifPresent(layers::add);
      layers.add(Activations.named(s.activation()));
      if (s.dropout() > 0) {
        layers.add(Dropout.of(s.dropout()));
      }
    }
    layers.add(Dense.of(task.outputs()));
    return new Sequential(layers);
  }
}
