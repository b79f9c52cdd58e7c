package dev.glissade.train;

import dev.glissade.optim.Clock;
import java.util.List;

/// A cost that jumped, and what is known of it.
///
/// @param clock the step
/// @param cost of this step
/// @param usual the average of those before it; NaN if there is none
/// @param examples of the batch that stand out, as they are called in the data
/// @param where the first tensor in which something stands out
/// @param back the step that was gone back to
/// @param remedy what was done
public record Spike(
    Clock clock,
    double cost,
    double usual,
    List<String> examples,
    String where,
    long back,
    Remedy remedy) {
  /// In one line.
  @Override
  public String toString() {
    String what =
        switch (remedy) {
          case Remedy.Quarantine _ -> "left out " + String.join(", ", examples);
          case Remedy.LowerRate lower -> "learning rate times " + lower.factor();
        };
    return "spike in step %d, cost %.3g where %.3g is usual, first seen in %s; back to step %d, %s"
        .formatted(clock.step(), cost, usual, where, back, what);
  }
}
