package dev.glissade.experiment;

import dev.glissade.data.Splits;
import dev.glissade.data.Task;
import dev.glissade.engine.kernels.KernelSelection;
import dev.glissade.train.Metrics;
import dev.glissade.train.Progress;
import dev.glissade.train.Run;
import dev.glissade.train.TrainingDivergedException;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The result of a training for programs: what `summary.json` holds.
public record Summary(String status, Optional<Run.Evaluations> evaluations, ObjectNode json) {
  /// Seconds of the whole process, and of the training steps of all processes of this run.
  record Seconds(double total, double training) {}

  static Summary of(RunSettings settings, Splits splits, Run run, Seconds seconds) {
    String status =
        switch (run.status()) {
          case COMPLETED -> "completed";
          case INTERRUPTED -> "interrupted";
        };
    Task task = splits.preprocessing().task();
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("status", status).put("task", task.kind().word());
    json.putObject("examples")
        .put("train", splits.train().size())
        .put("validation", splits.validation().size())
        .put("test", splits.test().size());
    if (task instanceof Task.Classification classification) {
      json.put("classes", classification.classes().size());
    }
    json.put("epochs", run.clock().epoch()).put("steps", run.clock().step());
    json.putObject("seconds")
        .put("total", rounded(seconds.total()))
        .put("training", rounded(seconds.training()));
    double perSecond = seconds.training() > 0 ? run.clock().samples() / seconds.training() : 0;
    json.put("examples_per_second", Math.round(perSecond));
    put(json, "train", run.evaluations().train());
    run.evaluations().validation().ifPresent(metrics -> put(json, "validation", metrics));
    run.evaluations().test().ifPresent(metrics -> put(json, "test", metrics));
    Progress progress = run.progress();
    if (progress.bestEpoch() > 0 && Double.isFinite(progress.bestValue())) {
      json.putObject("best")
          .put("epoch", progress.bestEpoch())
          .put("metric", splits.validation().isEmpty() ? "train.loss" : "validation.loss")
          .put("value", progress.bestValue());
    }
    json.put("parameters", run.model().parameterCount());
    json.put("seed", settings.seed()).put("threads", settings.threads());
    json.put("kernels", KernelSelection.current().description());
    json.put("version", Version.CURRENT).put("state_sha256", run.stateSha256());
    return new Summary(status, Optional.of(run.evaluations()), json);
  }

  static Summary diverged(RunSettings settings, TrainingDivergedException e) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("status", "diverged").put("message", e.getMessage()).put("steps", e.step());
    json.put("learning_rate", e.learningRate()).put("first_not_finite", e.firstBad());
    json.put("seed", settings.seed()).put("version", Version.CURRENT);
    return new Summary("diverged", Optional.empty(), json);
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 1000) / 1000.0;
  }

  private static void put(ObjectNode json, String part, Metrics metrics) {
    json.set(part, metricsJson(metrics));
  }

  /// Metrics as an object; a number that is not finite is left out, as JSON has none.
  static ObjectNode metricsJson(Metrics metrics) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    metrics
        .values()
        .forEach(
            (name, value) -> {
              if (Double.isFinite(value)) {
                json.put(name, value);
              }
            });
    return json;
  }
}
