package dev.glissade.tune.analysis;

import java.time.Duration;
import java.util.Optional;

/// Whether to go on: what more trials would buy beside what they cost.
///
/// @param gain what they would buy
/// @param worth a gain below this is not wanted: what is asked for, or at least the noise of one
///     training, below which a gain could not be told from luck
/// @param cost how long they would take, if that is known
public record MoreTrials(BestOfK.Gain gain, double worth, Optional<Duration> cost) {
  /// Whether even the favourable end of the gain is not worth it.
  public boolean isEnough() {
    return gain.interval().high() <= worth;
  }

  /// In words.
  public String text() {
    String bought =
        "%d more trials%s would buy about %s (%s to %s)"
            .formatted(
                gain.trials(),
                cost.map(time -> ", " + Figures.time(time) + ",").orElse(""),
                Figures.rounded(gain.amount(), 2),
                Figures.rounded(gain.interval().low(), 2),
                Figures.rounded(gain.interval().high(), 2));
    if (gain.interval().high() <= 0) {
      return "%d more trials like these would buy nothing: enough.".formatted(gain.trials());
    }
    if (isEnough()) {
      return bought + ", less than the " + Figures.rounded(worth, 2) + " that would count: enough.";
    }
    return bought + (gain.amount() > worth ? ": worth going on." : ": it may be worth going on.");
  }
}
