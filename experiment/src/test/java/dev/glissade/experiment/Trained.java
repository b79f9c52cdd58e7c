package dev.glissade.experiment;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Small trainings for tests.
final class Trained {
  private Trained() {}

  /// Settings for three epochs of iris, changed by names and values in turn.
  static RunSettings settings(String... changes) {
    Map<String, String> all =
        new TreeMap<>(Map.of("epochs", "3", "hidden", "5", "threads", "1", "batch-size", "16"));
    for (int i = 0; i < changes.length; i += 2) {
      all.put(changes[i], changes[i + 1]);
    }
    String data = all.getOrDefault("data", "iris");
    all.remove("data");
    return SettingsFile.of(data, all);
  }

  static Summary run(RunSettings settings, Path out) {
    try (Experiment experiment = Experiment.create(settings, out, Experiment.Audience.NONE)) {
      return experiment.run();
    }
  }

  /// Stopped after so many steps.
  static Summary stopped(RunSettings settings, Path out, int after) {
    AtomicInteger steps = new AtomicInteger();
    var audience =
        new Experiment.Audience(_ -> {}, _ -> {}, () -> steps.getAndIncrement() == after);
    try (Experiment experiment = Experiment.create(settings, out, audience)) {
      return experiment.run();
    }
  }

  static Summary resumed(Path run) {
    return resumed(run, Optional.empty(), Optional.empty());
  }

  static Summary extended(Path run, int epochs, String schedule) {
    return resumed(run, Optional.of(epochs), Optional.of(schedule));
  }

  private static Summary resumed(Path run, Optional<Integer> epochs, Optional<String> schedule) {
    try (Experiment experiment = resume(run, epochs, schedule)) {
      return experiment.run();
    }
  }

  static Experiment resume(Path run, Optional<Integer> epochs, Optional<String> schedule) {
    var decision = new Experiment.Decision(epochs, schedule, Optional.empty(), Set.of());
    return Experiment.resume(run, decision, Experiment.Audience.NONE);
  }

  static String hash(Summary summary) {
    return summary.json().path("state_sha256").asString();
  }
}
