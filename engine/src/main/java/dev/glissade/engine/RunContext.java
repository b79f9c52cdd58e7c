package dev.glissade.engine;

import java.util.ArrayList;
import java.util.List;

/// What changes from run to run besides the arrays: the plain numbers and the keys of the random
/// streams.
final class RunContext {
  private final double[] numbers;
  private final List<String> streams = new ArrayList<>();
  private long[] seeds = new long[0];
  private long[] keys = new long[0];
  private int[] widths = new int[0];
  private long step;
  private long first;

  RunContext(int nodes) {
    numbers = new double[nodes];
  }

  /// The index of a stream, which is made known if it is new; it has a number for each element of
  /// `shape`, whose rows are examples.
  int stream(String name, Shape shape) {
    int examples = shape.rank() == 0 ? 1 : Math.max(1, shape.extent(0));
    int width = shape.size() / examples;
    int index = streams.indexOf(name);
    if (index < 0) {
      index = streams.size();
      streams.add(name);
      widths = java.util.Arrays.copyOf(widths, index + 1);
      widths[index] = width;
      seeds = new long[streams.size()];
      keys = new long[streams.size()];
    }
    return index;
  }

  void seed(long seed) {
    for (int i = 0; i < seeds.length; i++) {
      seeds[i] = RandomNumbers.of(seed, streams.get(i)).key();
    }
    step(step);
  }

  void step(long number) {
    step = number;
    for (int i = 0; i < seeds.length; i++) {
      keys[i] = RandomNumbers.keyAt(seeds[i], number);
    }
  }

  void first(long example) {
    first = example;
  }

  /// The index of a stream's number for the first element of a tensor.
  long streamStart(int stream) {
    return first * widths[stream];
  }

  long streamKey(int stream) {
    return keys[stream];
  }

  double[] numbers() {
    return numbers;
  }

  double number(int node) {
    return numbers[node];
  }
}
