package dev.glissade.tune.stopper;

import dev.glissade.tune.History;
import dev.glissade.tune.Stopper;
import dev.glissade.tune.TrialRecord;
import java.util.List;
import java.util.stream.Collectors;

/// `any(median,divergence)`: ends a trial if one of several stoppers does.
public record AnyOf(List<Stopper> stoppers) implements Stopper {
  /// Copies the stoppers.
  public AnyOf {
    stoppers = List.copyOf(stoppers);
    if (stoppers.isEmpty()) {
      throw new IllegalArgumentException("any: expected at least one stopper, but got none");
    }
  }

  @Override
  public boolean stops(TrialRecord trial, History history) {
    return stoppers.stream().anyMatch(it -> it.stops(trial, history));
  }

  @Override
  public String describe() {
    return stoppers.stream().map(Stopper::describe).collect(Collectors.joining(",", "any(", ")"));
  }
}
