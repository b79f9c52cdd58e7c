package dev.glissade.tune.analysis;

import dev.glissade.tune.History;
import dev.glissade.tune.Param;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/// The best trial for each part of one parameter's range, whatever the other parameters were: what
/// could be reached if this one were fixed there (the isolation plot of the Tuning Playbook).
///
/// @param buckets of equal width in the parameter's scale, or one for each of few values
public record Isolation(String parameter, List<Bucket> buckets) {
  private static final int MOST = 10;

  /// A part of the range.
  ///
  /// @param label the value, or the first and the last
  /// @param count how many trials are there
  /// @param best the number of the best trial, if there is one
  /// @param value of the best trial; NaN if there is none
  public record Bucket(String label, int count, OptionalInt best, double value) {}

  /// Of one parameter.
  ///
  /// @param dimension its place in the space
  public static Isolation of(History history, int dimension) {
    Scored scored = Scored.of(history);
    var parameter = history.space().dimensions().get(dimension);
    int size = Math.min(parameter.param().count().orElse(MOST), MOST);
    int[] counts = new int[size];
    int[] best = new int[size];
    Arrays.fill(best, -1);
    for (int i = 0; i < scored.size(); i++) {
      double unit = scored.units()[i][dimension];
      if (!Double.isNaN(unit)) {
        int at = Math.min((int) (unit * size), size - 1);
        counts[at]++;
        best[at] = best[at] < 0 || scored.losses()[i] < scored.losses()[best[at]] ? i : best[at];
      }
    }
    List<Bucket> buckets = new ArrayList<>();
    for (int at = 0; at < size; at++) {
      boolean isEmpty = best[at] < 0;
      buckets.add(
          new Bucket(
              label(parameter.param(), at, size),
              counts[at],
              isEmpty
                  ? OptionalInt.empty()
                  : OptionalInt.of(scored.trials().get(best[at]).number()),
              isEmpty ? Double.NaN : scored.trials().get(best[at]).values().getFirst()));
    }
    return new Isolation(parameter.name(), List.copyOf(buckets));
  }

  private static String label(Param param, int at, int size) {
    // A little inside, so that neighbours do not share a value.
    String first = Figures.value(param.at((at + 1e-9) / size));
    String last = Figures.value(param.at((at + 1 - 1e-9) / size));
    return first.equals(last) ? first : first + " … " + last;
  }
}
