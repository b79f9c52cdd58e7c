package dev.glissade.tune.sampler;

import dev.glissade.tune.History;
import dev.glissade.tune.Param;
import dev.glissade.tune.Quantile;
import dev.glissade.tune.Space;
import dev.glissade.tune.SpaceEdit;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.Value;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// The part of a space where its best trials are: a range of each coordinate.
///
/// @param ranges in the order of the parameters
public record Box(List<Range> ranges) {
  private static final double TOP = 0.2;
  private static final double QUANTILE = 0.05;
  private static final double PADDING = 0.1;

  /// Ends of a coordinate, in `[0, 1]`.
  public record Range(double low, double high) {
    private double at(double unit) {
      return low + (high - low) * unit;
    }
  }

  /// Copies the ranges.
  public Box {
    ranges = List.copyOf(ranges);
  }

  /// All of a space.
  public static Box all(Space space) {
    return new Box(space.dimensions().stream().map(it -> new Range(0, 1)).toList());
  }

  /// The box around the better part of these trials: of each coordinate the range from the 5 % to
  /// the 95 % quantile among the best 20 %, wider on both sides by a tenth of the width it has in
  /// this box. It may reach out of this box. Where values have no order the range stays.
  ///
  /// @param trials of which those count that are complete and break no constraint
  public Box around(List<TrialRecord> trials, History history) {
    List<TrialRecord> ordered =
        trials.stream()
            .filter(Box::isUsable)
            .sorted(Comparator.comparingDouble(it -> history.loss(it.values().getFirst())))
            .toList();
    int count = (int) Math.ceil(TOP * ordered.size());
    List<double[]> best =
        ordered.stream()
            .limit(count)
            .map(it -> history.space().encode(it.configuration()))
            .toList();
    return new Box(
        IntStream.range(0, ranges.size())
            .mapToObj(
                i ->
                    history.space().dimensions().get(i).param().isUnordered()
                        ? ranges.get(i)
                        : around(ranges.get(i), best.stream().mapToDouble(it -> it[i])))
            .toList());
  }

  static boolean isUsable(TrialRecord trial) {
    return trial.state() == TrialState.COMPLETE
        && trial.violation() <= 0
        && Double.isFinite(trial.values().getFirst());
  }

  private static Range around(Range old, DoubleStream coordinates) {
    double[] sorted = coordinates.filter(it -> !Double.isNaN(it)).sorted().toArray();
    if (sorted.length == 0) {
      return old;
    }
    double padding = PADDING * (old.high() - old.low());
    return new Range(
        Math.max(0, Quantile.of(sorted, QUANTILE) - padding),
        Math.min(1, Quantile.of(sorted, 1 - QUANTILE) + padding));
  }

  /// Coordinates in the cube brought into the box.
  double[] shrink(double[] units) {
    double[] inside = new double[units.length];
    for (int i = 0; i < units.length; i++) {
      inside[i] = ranges.get(i).at(units[i]);
    }
    return inside;
  }

  /// A space with only this part of each range, as a change of the space of a study.
  public SpaceEdit narrow(Space space) {
    var edit = new SpaceEdit(space, "");
    for (int i = 0; i < ranges.size(); i++) {
      Space.Dimension each = space.dimensions().get(i);
      Param narrowed = narrow(each.param(), ranges.get(i));
      if (!narrowed.equals(each.param())) {
        edit = edit.then(SpaceEdit.replace(edit.space(), each.name(), narrowed));
      }
    }
    return edit;
  }

  private static Param narrow(Param param, Range range) {
    Value low = param.at(range.low());
    Value high = param.at(range.high());
    return switch (param) {
      case Param.Uniform _ -> new Param.Uniform(real(low), real(high));
      case Param.Log _ -> new Param.Log(real(low), real(high));
      case Param.LogOneMinus _ -> new Param.LogOneMinus(real(low), real(high));
      case Param.Stepped(_, _, double step) -> new Param.Stepped(real(low), real(high), step);
      case Param.Whole(_, _, long step) -> new Param.Whole(whole(low), whole(high), step);
      case Param.LogWhole _ -> new Param.LogWhole(whole(low), whole(high));
      case Param.PowerOfTwo _ -> new Param.PowerOfTwo(whole(low), whole(high));
      case Param.Ordinal ordinal ->
          new Param.Ordinal(ordinal.words().subList(ordinal.index(low), ordinal.index(high) + 1));
      case Param.Choice _, Param.Fixed _ -> param;
    };
  }

  private static double real(Value value) {
    return ((Value.Real) value).number();
  }

  private static long whole(Value value) {
    return ((Value.Whole) value).number();
  }
}
