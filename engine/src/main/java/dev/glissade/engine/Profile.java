package dev.glissade.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where the time of a program goes: its tasks one after the other, each with what it works on and
/// the median of its times.
///
/// A time is that of the whole team, from the asking for a task to its end. The median leaves out
/// the runs in which somebody else had the processor.
public record Profile(List<Entry> entries) {
  /// One task: `path` of the layer, `operation`, `shape` of what it computes, the additions and
  /// multiplications of a matrix product (0 for everything else), and the bytes that have to be
  /// read or written at least once.
  public record Entry(
      String path, String operation, String shape, long operations, long bytes, double nanos) {}

  /// Copies the list.
  public Profile {
    entries = List.copyOf(entries);
  }

  /// The time of one run.
  public double nanos() {
    return entries.stream().mapToDouble(Entry::nanos).sum();
  }

  /// What has been measured: nanoseconds of task after task, none for those that had nothing to do;
  /// the unit that each belongs to, without the copies at the end.
  static Profile of(List<Fusion.Unit> origins, long[][] nanos, Placement placement) {
    List<Entry> entries = new ArrayList<>();
    for (int task = 0; task < nanos.length; task++) {
      if (nanos[task].length == 0) {
        continue;
      }
      double median = median(nanos[task]);
      entries.add(
          task < origins.size()
              ? entry(origins, task, median, placement)
              : copy(placement.copies().get(task - origins.size()), median));
    }
    return new Profile(entries);
  }

  private static double median(long[] times) {
    long[] sorted = times.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2.0;
  }

  private static Entry copy(Placement.Copy copy, double nanos) {
    Tensor from = copy.from();
    return new Entry(
        from.path(), "copy", from.shape().toString(), 0, 8L * from.shape().size(), nanos);
  }

  private static Entry entry(
      List<Fusion.Unit> origins, int task, double nanos, Placement placement) {
    Fusion.Unit unit = origins.get(task);
    Tensor last = unit.nodes().getLast();
    boolean isLastTask = task + 1 == origins.size() || origins.get(task + 1) != unit;
    long bytes = isLastTask ? bytes(unit, placement) : 0;
    return switch (unit) {
      case Fusion.Product product when isLastTask ->
          new Entry(
              product.matMul().path(),
              product(product),
              factors(product.matMul()),
              operations(product.matMul()),
              bytes,
              nanos);
      case Fusion.Product product ->
          new Entry(product.matMul().path(), "pack", factors(product.matMul()), 0, bytes, nanos);
      case Fusion.Kernel kernel ->
          new Entry(
              last.path(), kernel.node().op().label(), last.shape().toString(), 0, bytes, nanos);
      case Fusion.Tiles tiles ->
          new Entry(paths(tiles), labels(tiles), last.shape().toString(), 0, bytes, nanos);
    };
  }

  private static String product(Fusion.Product product) {
    return Stream.of(
            Stream.of(product.matMul().op().label()),
            product.bias().stream().map(_ -> "bias"),
            product.function().stream().map(function -> function.name().toLowerCase(Locale.ROOT)))
        .flatMap(parts -> parts)
        .collect(Collectors.joining(" + "));
  }

  private static String factors(Tensor matMul) {
    if (!(matMul.op() instanceof Op.MatMul op)) {
      throw new IllegalArgumentException("profile: expected matMul, but got " + matMul);
    }
    return matMul.inputs().get(0).shape()
        + (op.transposeLeft() ? "ᵀ" : "")
        + " · "
        + matMul.inputs().get(1).shape()
        + (op.transposeRight() ? "ᵀ" : "");
  }

  private static long operations(Tensor matMul) {
    boolean isTransposed = matMul.op() instanceof Op.MatMul op && op.transposeLeft();
    long inner = matMul.inputs().getFirst().shape().extent(isTransposed ? 0 : 1);
    return 2 * inner * matMul.shape().size();
  }

  private static String paths(Fusion.Tiles tiles) {
    return tiles.nodes().stream()
        .map(Tensor::path)
        .filter(path -> !path.isEmpty())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /// The number of element-wise operations, and their kinds in order.
  private static String labels(Fusion.Tiles tiles) {
    return tiles.nodes().size()
        + " × "
        + tiles.nodes().stream()
            .map(node -> node.op().label())
            .distinct()
            .collect(Collectors.joining(", "));
  }

  private static long bytes(Fusion.Unit unit, Placement placement) {
    long read =
        unit.reads().stream()
            .filter(tensor -> !unit.nodes().contains(tensor))
            .distinct()
            .mapToLong(tensor -> tensor.shape().size())
            .sum();
    long written =
        unit.nodes().stream()
            .filter(placement::isStored)
            .mapToLong(tensor -> tensor.shape().size())
            .sum();
    return Float.BYTES * (read + written);
  }
}
