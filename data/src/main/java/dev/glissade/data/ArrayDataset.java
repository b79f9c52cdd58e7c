package dev.glissade.data;

import java.util.List;
import java.util.stream.IntStream;

/// Examples in memory, copied row by row.
final class ArrayDataset implements Dataset {
  private final float[][] x;
  private final float[][] y;
  private final Task task;

  private ArrayDataset(float[][] x, float[][] y, Task task) {
    this.x = x;
    this.y = y;
    this.task = task;
  }

  static ArrayDataset of(float[][] x, int[] labels, Task.Classification task) {
    checkCounts(x.length, labels.length);
    int classes = task.classes().size();
    float[][] y = new float[labels.length][];
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw DataException.expected(
            "Dataset", "labels from 0 to " + (classes - 1), labels[i] + " for example " + (i + 1));
      }
      y[i] = new float[] {labels[i]};
    }
    return new ArrayDataset(copy("features", x), y, task);
  }

  static ArrayDataset of(float[][] x, float[][] y) {
    checkCounts(x.length, y.length);
    float[][] targets = copy("targets", y);
    List<String> names =
        targets[0].length == 1
            ? List.of("target")
            : IntStream.rangeClosed(1, targets[0].length).mapToObj(i -> "target_" + i).toList();
    return new ArrayDataset(copy("features", x), targets, new Task.Regression(names));
  }

  @Override
  public int size() {
    return x.length;
  }

  @Override
  public int[] featureShape() {
    return new int[] {x[0].length};
  }

  @Override
  public Task task() {
    return task;
  }

  @Override
  public void features(int example, float[] out, int offset) {
    System.arraycopy(x[example], 0, out, offset, x[example].length);
  }

  @Override
  public void targets(int example, float[] out, int offset) {
    System.arraycopy(y[example], 0, out, offset, y[example].length);
  }

  private static void checkCounts(int features, int targets) {
    if (features == 0) {
      throw DataException.expected("Dataset", "at least one example", "none");
    }
    if (features != targets) {
      throw DataException.expected(
          "Dataset",
          "features and targets of as many examples",
          features + " rows of features and " + targets + " of targets");
    }
  }

  private static float[][] copy(String what, float[][] rows) {
    int width = rows[0].length;
    if (width == 0) {
      throw DataException.expected("Dataset", "at least one value per example", "no " + what);
    }
    float[][] copy = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != width) {
        throw DataException.expected(
            "Dataset", width + " " + what, rows[i].length + " for example " + (i + 1));
      }
      for (float value : rows[i]) {
        if (!Float.isFinite(value)) {
          throw DataException.expected(
              "Dataset", "finite " + what, value + " for example " + (i + 1));
        }
      }
      copy[i] = rows[i].clone();
    }
    return copy;
  }
}
