package dev.glissade.train;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What becomes of a training when its cost jumps or is no longer finite.
///
/// A spike is a cost of more than `threshold` times the usual one: the exponentially weighted
/// average of about the last `window` costs, now or when one of the kept states was kept, whichever
/// is lower. A cost that is no higher than the median loss before the first step is none. A cost or
/// a state that is not finite is one too.
///
/// @param action what is done
/// @param threshold how many times the usual cost is a spike
/// @param window steps of the average, and between the states that are kept to go back to
public record SpikePolicy(Action action, double threshold, int window) {
  /// Ends the training where its loss is no longer finite, and says why.
  public static final SpikePolicy STOP = new SpikePolicy(Action.STOP, 100, 50);

  /// What is done about a spike.
  public enum Action {
    /// The training ends if the loss is not finite; a finite spike is let through.
    STOP,
    /// Goes back to an earlier state and goes on from there at half the learning rate.
    LOWER_RATE,
    /// Goes back and leaves out the examples that began it; lowers the rate if none stands out.
    QUARANTINE;

    /// The name in settings, such as `lower-rate`.
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// Checks the numbers.
  public SpikePolicy {
    if (!(threshold > 1 && threshold <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "on-spike: expected a finite threshold above 1, but got " + threshold);
    }
    if (window < 2) {
      throw new IllegalArgumentException(
          "on-spike: expected a window of at least 2 steps, but got " + window);
    }
  }

  /// Reads `stop`, `lower-rate` or `quarantine`, the latter two with a threshold and a window if
  /// wanted, as in `quarantine:100:50`.
  ///
  /// @throws IllegalArgumentException naming the part that is wrong
  public static SpikePolicy parse(String text) {
    String[] parts = text.split(":", -1);
    Action action =
        Stream.of(Action.values())
            .filter(each -> each.label().equals(parts[0]))
            .findFirst()
            .orElseThrow(() -> wrong(text));
    if (parts.length > 3 || (action == Action.STOP && parts.length > 1)) {
      throw wrong(text);
    }
    try {
      double threshold = parts.length > 1 ? Double.parseDouble(parts[1]) : STOP.threshold;
      int window = parts.length > 2 ? Integer.parseInt(parts[2]) : STOP.window;
      return new SpikePolicy(action, threshold, window);
    } catch (NumberFormatException _) {
      throw wrong(text);
    }
  }

  private static IllegalArgumentException wrong(String text) {
    List<String> labels = Stream.of(Action.values()).map(Action::label).toList();
    return new IllegalArgumentException(
        "on-spike: expected one of %s, or as in quarantine:100:50, but got '%s'"
            .formatted(String.join(", ", labels), text));
  }

  /// Whether states are kept to go back to.
  boolean isActive() {
    return action != Action.STOP;
  }
}
