package dev.glissade.train;

import dev.glissade.engine.State;
import dev.glissade.nn.Model;
import dev.glissade.optim.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The result of a training.
///
/// `state` and `products` are what a longer training would go on from. `kept` is what is for use
/// and what was evaluated: the same, or the averages in place of the parameters.
public record Run(
    Status status,
    Model model,
    State state,
    Map<String, Double> products,
    View kept,
    Clock clock,
    Progress progress,
    Evaluations evaluations,
    List<TrainEvent.EpochFinished> history,
    Speed speed) {
  /// How it ended.
  public enum Status {
    /// All planned epochs, or patience ran out.
    COMPLETED,
    /// Somebody asked for it.
    INTERRUPTED
  }

  /// The metrics of the parts that are not empty.
  public record Evaluations(Metrics train, Optional<Metrics> validation, Optional<Metrics> test) {}

  /// Seconds spent in training steps, and examples seen in this process.
  public record Speed(double seconds, long examples) {
    /// Examples per second, 0 if no time has passed.
    public double examplesPerSecond() {
      return seconds > 0 ? examples / seconds : 0;
    }
  }

  /// The metrics of the test part.
  ///
  /// @throws IllegalStateException if there was none
  public Metrics test() {
    return evaluations
        .test()
        .orElseThrow(
            () -> new IllegalStateException("test: expected a test part, but the split had none"));
  }

  /// The hash of the final state and clock: equal for equal runs.
  public String stateSha256() {
    long[] products = this.products.values().stream().mapToLong(Double::doubleToLongBits).toArray();
    long[] integers = java.util.Arrays.copyOf(products, products.length + 2);
    integers[products.length] = clock.step();
    integers[products.length + 1] = clock.samples();
    return state.sha256(integers);
  }
}
