package dev.glissade.tune.analysis;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Direction;
import dev.glissade.tune.Draws;
import dev.glissade.tune.Goal;
import dev.glissade.tune.History;
import dev.glissade.tune.Param;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/// Studies made up for tests.
public final class Histories {
  static final Goal LOSS = new Goal("loss", Direction.MINIMIZE);
  static final Goal ACCURACY = new Goal("accuracy", Direction.MAXIMIZE);

  private Histories() {}

  /// `[0, 1]` for each name.
  static Space cube(String... names) {
    Space space = Space.EMPTY;
    for (String name : names) {
      space = space.with(name, new Param.Uniform(0, 1));
    }
    return space;
  }

  static TrialRecord complete(int number, Configuration configuration, double... values) {
    List<Double> list = DoubleStream.of(values).boxed().toList();
    return ended(number, configuration, TrialState.COMPLETE, list);
  }

  static TrialRecord ended(
      int number, Configuration configuration, TrialState state, List<Double> values) {
    return new TrialRecord(number, configuration, state, 1, values, 0, List.of(), List.of());
  }

  /// The same with values for the seeds 1, 2, ….
  static TrialRecord repeated(TrialRecord trial, double... values) {
    List<TrialRecord.Repeat> repeats = new ArrayList<>();
    for (double value : values) {
      repeats.add(new TrialRecord.Repeat(repeats.size() + 1, value));
    }
    return new TrialRecord(
        trial.number(),
        trial.configuration(),
        trial.state(),
        trial.until(),
        trial.values(),
        trial.violation(),
        trial.reports(),
        repeats);
  }

  /// Random trials of a function that is to be made small.
  static History random(Space space, int count, long seed, ToDoubleFunction<double[]> function) {
    List<TrialRecord> trials = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] units = units(space.size(), seed, i);
      trials.add(complete(i, space.decode(units), function.applyAsDouble(units)));
    }
    return new History(List.of(LOSS), space, trials);
  }

  static double[] units(int size, long seed, int trial) {
    Draws draws = Draws.of(seed, trial, "test");
    return DoubleStream.generate(draws::uniform).limit(size).toArray();
  }

  /// The trials with these losses, in an empty space.
  static History losses(double... losses) {
    List<TrialRecord> trials = new ArrayList<>();
    for (double loss : losses) {
      trials.add(complete(trials.size(), Configuration.EMPTY, loss));
    }
    return new History(List.of(LOSS), Space.EMPTY, trials);
  }
}
