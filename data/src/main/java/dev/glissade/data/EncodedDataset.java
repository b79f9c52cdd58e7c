package dev.glissade.data;

import java.util.Arrays;
import java.util.List;

/// The rows of a table by one value per column, spread out to features when they are asked for.
final class EncodedDataset implements Dataset {
  private static final int NUMERIC = -1;

  private final Task task;
  private final Table table;
  private final float[] values;
  private final float[] targets;
  private final int width;

  /// By column: the number of categories (or `NUMERIC`), the most frequent one, and whether an
  /// indicator follows.
  private final int[] categories;

  private final int[] mostFrequent;
  private final boolean[] indicators;

  EncodedDataset(TablePreprocessing fitted, Table table, float[] values, float[] targets) {
    List<Encoding> encodings = fitted.features();
    this.task = fitted.task();
    this.table = table;
    this.values = values;
    this.targets = targets;
    this.width = encodings.stream().mapToInt(Encoding::width).sum();
    this.categories = new int[encodings.size()];
    this.mostFrequent = new int[encodings.size()];
    this.indicators = new boolean[encodings.size()];
    for (int i = 0; i < categories.length; i++) {
      indicators[i] = encodings.get(i).indicator();
      categories[i] = NUMERIC;
      if (encodings.get(i) instanceof Encoding.OneHot oneHot) {
        categories[i] = oneHot.categories().size();
        mostFrequent[i] = oneHot.mostFrequent();
      }
    }
  }

  @Override
  public int size() {
    return targets.length;
  }

  @Override
  public int[] featureShape() {
    return new int[] {width};
  }

  @Override
  public Task task() {
    return task;
  }

  @Override
  public void features(int example, float[] out, int offset) {
    int first = example * categories.length;
    int at = offset;
    for (int i = 0; i < categories.length; i++) {
      float value = values[first + i];
      boolean missing = Float.isNaN(value);
      if (categories[i] == NUMERIC) {
        out[at++] = missing ? 0 : value;
      } else {
        Arrays.fill(out, at, at + categories[i], 0);
        int category = missing ? mostFrequent[i] : (int) value;
        if (category >= 0) {
          out[at + category] = 1;
        }
        at += categories[i];
      }
      if (indicators[i]) {
        out[at++] = missing ? 1 : 0;
      }
    }
  }

  @Override
  public void targets(int example, float[] out, int offset) {
    out[offset] = targets[example];
  }

  @Override
  public String position(int example) {
    return table.position(example);
  }
}
