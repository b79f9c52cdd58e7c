package dev.glissade.bench.tuners;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Direction;
import dev.glissade.tune.Draws;
import dev.glissade.tune.Goal;
import dev.glissade.tune.History;
import dev.glissade.tune.Sampler;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// A sampler of ours, made anew for each search.
///
/// @param name under which it appears
/// @param maker makes it
public record OurSampler(String name, Supplier<Sampler> maker) implements Contestant {
  private static final List<Goal> GOALS = List.of(new Goal("loss", Direction.MINIMIZE));

  @Override
  public boolean isKept() {
    return false;
  }

  @Override
  public Play play(Problem problem, Search search) {
    Sampler sampler = maker.get();
    Space space = problem.table().space();
    List<TrialRecord> trials = new ArrayList<>();
    List<Integer> cells = new ArrayList<>();
    long nanos = 0;
    while (trials.size() < search.trials()) {
      int told = trials.size();
      int end = Math.min(told + search.batch(), search.trials());
      while (trials.size() < end) {
        var history = new History(GOALS, space, List.copyOf(trials));
        Draws draws = Draws.of(search.seed(), trials.size(), "sampler");
        long start = System.nanoTime();
        Configuration proposal = sampler.propose(history, draws);
        nanos += System.nanoTime() - start;
        trials.add(TrialRecord.begun(trials.size(), proposal, 1));
        cells.add(cell(problem.table(), proposal));
      }
      for (int i = told; i < end; i++) {
        trials.set(i, complete(trials.get(i), problem.loss(cells.get(i))));
      }
    }
    return new Play(cells, 1e-9 * nanos / search.trials());
  }

  private static int cell(TuningTable table, Configuration configuration) {
    int[] places =
        table.axes().stream()
            .mapToInt(axis -> axis.values().indexOf(configuration.word(axis.name())))
            .toArray();
    return table.cell(places);
  }

  private static TrialRecord complete(TrialRecord begun, double loss) {
    return new TrialRecord(
        begun.number(),
        begun.configuration(),
        TrialState.COMPLETE,
        begun.until(),
        List.of(loss),
        0,
        List.of(),
        List.of());
  }
}
