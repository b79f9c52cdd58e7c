package dev.glissade.nn;

import dev.glissade.engine.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Layers one after the other; each is named by its place and kind, for example `0.dense`. A layer
/// in front of a batch normalisation loses its bias.
public record Sequential(List<Layer> layers) implements Layer {
  /// Copies the list.
  public Sequential {
    layers = List.copyOf(layers);
  }

  /// These layers in order.
  public static Sequential of(Layer... layers) {
    return new Sequential(List.of(layers));
  }

  @Override
  public Layer beforeNormalization() {
    if (layers.isEmpty()) {
      return this;
    }
    List<Layer> changed = new ArrayList<>(layers);
    changed.set(changed.size() - 1, layers.getLast().beforeNormalization());
    return new Sequential(changed);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    Tensor y = x;
    for (int i = 0; i < layers.size(); i++) {
      boolean isCancelled = i + 1 < layers.size() && layers.get(i + 1).cancelsBias();
      Layer layer = isCancelled ? layers.get(i).beforeNormalization() : layers.get(i);
      y = scope.apply(i + "." + layer.kind(), layer, y);
    }
    return y;
  }
}
