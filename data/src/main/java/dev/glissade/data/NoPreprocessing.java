package dev.glissade.data;

import java.util.List;

/// Data that is used as it is.
///
/// @param shape the shape of one example's features
/// @param task what is predicted
public record NoPreprocessing(List<Integer> shape, Task task) implements Preprocessing {
  /// Checks the shape.
  public NoPreprocessing {
    shape = Shapes.checked("NoPreprocessing", shape);
  }

  @Override
  public int[] featureShape() {
    return shape.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public List<String> featureNames() {
    return List.of();
  }

  @Override
  public double decode(int target, double value) {
    return value;
  }

  @Override
  public double targetScale(int target) {
    return 1;
  }
}
