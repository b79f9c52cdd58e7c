package dev.glissade.tune.page;

import dev.glissade.tune.History;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Some of many things, when all are too many to draw.
final class Thinned {
  private Thinned() {}

  /// At most so many of the trials in a state, evenly.
  static List<TrialRecord> trials(History history, TrialState state, int most) {
    List<TrialRecord> all =
        history.trials().stream().filter(each -> each.state() == state).toList();
    int count = Math.min(most, all.size());
    return IntStream.range(0, count)
        .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
        .toList();
  }

  /// At most so many places of an order: the first half of them from its beginning, the others
  /// evenly from the rest. The last ones are drawn first, so that the best lie on top.
  static int[] places(int[] order, int most) {
    int[] chosen = order;
    if (order.length > most) {
      int first = most / 2;
      chosen = Arrays.copyOf(order, most);
      for (int i = first; i < most; i++) {
        chosen[i] =
            order[first + (int) ((long) (i - first) * (order.length - first) / (most - first))];
      }
    }
    int[] reversed = new int[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      reversed[i] = chosen[chosen.length - 1 - i];
    }
    return reversed;
  }
}
