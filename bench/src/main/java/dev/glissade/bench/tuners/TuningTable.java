package dev.glissade.bench.tuners;

import dev.glissade.tune.Direction;
import dev.glissade.tune.Param;
import dev.glissade.tune.Space;
import java.util.Arrays;
import java.util.List;

/// The outcomes of every configuration of a finite space, measured beforehand, once for each of
/// several seeds of the training.
///
/// A configuration is a *cell*: its number in the order of the grid, the last parameter fastest.
public final class TuningTable {
  private final String name;
  private final Direction direction;
  private final List<Axis> axes;
  private final double[][] losses;

  /// One parameter: its values in order, numbers ascending; `isUnordered` for words.
  public record Axis(String name, List<String> values, boolean isUnordered) {}

  /// @param losses for each seed of the training the loss of each cell, small being good; NaN where
  ///     the cell was not trained with that seed
  TuningTable(String name, Direction direction, List<Axis> axes, double[][] losses) {
    this.name = name;
    this.direction = direction;
    this.axes = List.copyOf(axes);
    this.losses = losses;
  }

  /// The name of its file, without endings.
  public String name() {
    return name;
  }

  /// The family that it belongs to: its name before the first underscore.
  public String suite() {
    return name.split("_", 2)[0];
  }

  /// Which way the values of the file are good.
  public Direction direction() {
    return direction;
  }

  /// The parameters.
  public List<Axis> axes() {
    return axes;
  }

  /// The number of configurations.
  public int cells() {
    return losses[0].length;
  }

  /// For how many seeds each was trained.
  public int seeds() {
    return losses.length;
  }

  /// Whether every cell was trained with every seed.
  boolean isComplete() {
    return Arrays.stream(losses).flatMapToDouble(Arrays::stream).noneMatch(Double::isNaN);
  }

  /// The losses of all cells, averaged over those of some seeds of the training that are there.
  double[] mean(int... seeds) {
    double[] mean = new double[cells()];
    Arrays.setAll(
        mean,
        cell ->
            Arrays.stream(seeds)
                .mapToDouble(it -> losses[it][cell])
                .filter(it -> !Double.isNaN(it))
                .average()
                .orElse(Double.POSITIVE_INFINITY));
    return mean;
  }

  /// The space as samplers see it: words without an order as `Choice`, all else as `Ordinal`.
  public Space space() {
    Space space = Space.EMPTY;
    for (Axis axis : axes) {
      space =
          space.with(
              axis.name(),
              axis.isUnordered()
                  ? new Param.Choice(axis.values())
                  : new Param.Ordinal(axis.values()));
    }
    return space;
  }

  /// The number of the cell with these values, each given by its place on its axis.
  public int cell(int[] places) {
    int cell = 0;
    for (int i = 0; i < axes.size(); i++) {
      cell = cell * axes.get(i).values().size() + places[i];
    }
    return cell;
  }
}
