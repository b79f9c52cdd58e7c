package dev.glissade.bench;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Direction;
import dev.glissade.tune.Draws;
import dev.glissade.tune.Goal;
import dev.glissade.tune.History;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.sampler.GaussianProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What a Gaussian process takes for one proposal over 8 real parameters: it is fitted and asked,
/// and keeps nothing from one proposal to the next.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GaussianProcessBenchmark {
  private static final int PARAMETERS = 8;

  @Param({"50", "200", "500"})
  private int trials = 200;

  @Param({"0", "15"})
  private int running = 0;

  private final GaussianProcess sampler = new GaussianProcess(10);
  private History history = new History(List.of(), Space.EMPTY, List.of());

  /// Trials around the bottom of a waved bowl, as a search leaves them, half of them far away.
  @Setup
  public void setUp() {
    Space space = Space.EMPTY;
    for (int i = 0; i < PARAMETERS; i++) {
      space = space.with("p" + i, new dev.glissade.tune.Param.Uniform(0, 1));
    }
    Draws draws = Draws.of(1, 0, "trials");
    List<TrialRecord> records = new ArrayList<>();
    for (int i = 0; i < trials + running; i++) {
      double[] units = draws.uniforms(PARAMETERS);
      double loss = 0;
      for (int k = 0; k < PARAMETERS; k++) {
        units[k] = i % 2 == 0 ? units[k] : 0.4 + 0.1 * (units[k] - 0.5);
        loss += (k + 1) * (units[k] - 0.4) * (units[k] - 0.4) + 0.3 * Math.sin(9 * units[k]);
      }
      Configuration configuration = space.decode(units);
      records.add(
          i < trials ? complete(i, configuration, loss) : TrialRecord.begun(i, configuration, 1));
    }
    history = new History(List.of(new Goal("loss", Direction.MINIMIZE)), space, records);
  }

  private static TrialRecord complete(int number, Configuration configuration, double loss) {
    return new TrialRecord(
        number, configuration, TrialState.COMPLETE, 1, List.of(loss), 0, List.of(), List.of());
  }

  /// One proposal.
  @Benchmark
  public Configuration propose() {
    return sampler.propose(history, Draws.of(2, 1, "sampler"));
  }
}
