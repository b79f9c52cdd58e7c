package dev.glissade.bench;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Direction;
import dev.glissade.tune.Draws;
import dev.glissade.tune.Goal;
import dev.glissade.tune.History;
import dev.glissade.tune.Sampler;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.sampler.Tpe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// What TPE takes for one proposal over 8 parameters, each with one more trial than before, from
/// 1,000 trials on.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TpeBenchmark {
  private static final int TRIALS = 1000;
  private static final int PROPOSALS = 128;
  private static final int PARAMETERS = 8;

  /// What the parameters are.
  public enum Kind {
    /// Real numbers, half of them on a logarithmic scale
    REAL,
    /// Four real, two whole, two words
    MIXED
  }

  @Param private Kind kind = Kind.REAL;

  private final List<History> histories = new ArrayList<>();

  /// Trials around the bottom of a bowl, as a search leaves them, a third of them far away.
  @Setup
  public void setUp() {
    Space space = space();
    List<TrialRecord> trials = new ArrayList<>();
    for (int i = 0; i < TRIALS + PROPOSALS; i++) {
      Draws draws = Draws.of(1, i, "trial");
      double[] units = draws.uniforms(PARAMETERS);
      double loss = 0;
      for (int k = 0; k < PARAMETERS; k++) {
        boolean isNear = draws.below(3) > 0;
        units[k] = isNear ? Math.clamp(0.3 + 0.1 * draws.normal(), 0, 1) : units[k];
        loss += (units[k] - 0.3) * (units[k] - 0.3);
      }
      trials.add(complete(i, space.decode(units), loss));
    }
    List<Goal> goals = List.of(new Goal("loss", Direction.MINIMIZE));
    histories.clear();
    for (int i = 0; i <= PROPOSALS; i++) {
      histories.add(new History(goals, space, List.copyOf(trials.subList(0, TRIALS + i))));
    }
  }

  private Space space() {
    Space space = Space.EMPTY;
    for (int i = 0; i < PARAMETERS; i++) {
      space = space.with("p" + i, param(kind == Kind.REAL ? i % 2 : i % 4));
    }
    return space;
  }

  private static dev.glissade.tune.Param param(int kind) {
    return switch (kind) {
      case 0 -> new dev.glissade.tune.Param.Uniform(0, 1);
      case 1 -> new dev.glissade.tune.Param.Log(1e-5, 1e-1);
      case 2 -> new dev.glissade.tune.Param.Whole(1, 100, 1);
      default -> new dev.glissade.tune.Param.Choice(List.of("a", "b", "c", "d"));
    };
  }

  private static TrialRecord complete(int number, Configuration configuration, double loss) {
    return new TrialRecord(
        number, configuration, TrialState.COMPLETE, 1, List.of(loss), 0, List.of(), List.of());
  }

  /// A sampler that has seen 1,000 trials, then 128 proposals; the first look at all of them is a
  /// small part.
  @Benchmark
  @OperationsPerInvocation(PROPOSALS)
  public void propose(Blackhole hole) {
    Sampler sampler = new Tpe();
    for (int i = 1; i <= PROPOSALS; i++) {
      hole.consume(sampler.propose(histories.get(i), Draws.of(2, i, "sampler")));
    }
  }
}
