package dev.glissade.tune;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/// Reports in the order of their steps, of which there is one each, in two plain arrays. Never
/// changed: what is added makes a new list, which may share the arrays.
final class Reports extends AbstractList<Report> implements RandomAccess {
  private final long[] steps;
  private final double[] values;
  private final int size;

  private Reports(long[] steps, double[] values, int size) {
    this.steps = steps;
    this.values = values;
    this.size = size;
  }

  /// Collects reports in any order; a step that is there already keeps its value.
  static final class Builder {
    private long[] steps = new long[0];
    private double[] values = new double[0];
    private int size;

    boolean add(long step, double value) {
      int place = size;
      while (place > 0 && steps[place - 1] >= step) {
        place--;
      }
      if (place < size && steps[place] == step) {
        return false;
      }
      if (place < size || size == steps.length) {
        // What was built before shares the arrays up to its end.
        int capacity = size == steps.length ? 2 * size + 2 : steps.length;
        steps = Arrays.copyOf(steps, capacity);
        values = Arrays.copyOf(values, capacity);
      }
      System.arraycopy(steps, place, steps, place + 1, size - place);
      System.arraycopy(values, place, values, place + 1, size - place);
      steps[place] = step;
      values[place] = value;
      size++;
      return true;
    }

    Reports all() {
      return new Reports(steps, values, size);
    }
  }

  /// The reports up to a step.
  Reports upTo(long step) {
    int end = size;
    while (end > 0 && steps[end - 1] > step) {
      end--;
    }
    return end == size ? this : new Reports(steps, values, end);
  }

  /// These before the first step of `later`, and then those: what a trial that went back to a
  /// checkpoint has reported.
  Reports then(Reports later) {
    if (later.size == 0) {
      return this;
    }
    Reports kept = upTo(later.steps[0] - 1);
    if (kept.size == 0) {
      return later;
    }
    int sum = kept.size + later.size;
    long[] allSteps = Arrays.copyOf(kept.steps, sum);
    double[] allValues = Arrays.copyOf(kept.values, sum);
    System.arraycopy(later.steps, 0, allSteps, kept.size, later.size);
    System.arraycopy(later.values, 0, allValues, kept.size, later.size);
    return new Reports(allSteps, allValues, sum);
  }

  @Override
  public Report get(int index) {
    Objects.checkIndex(index, size);
    return new Report(steps[index], values[index]);
  }

  @Override
  public int size() {
    return size;
  }
}
