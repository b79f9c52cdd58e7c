package dev.glissade.experiment;

import dev.glissade.train.AtomicFiles;
import dev.glissade.train.Finding;
import dev.glissade.train.Remedy;
import dev.glissade.train.Spike;
import dev.glissade.train.TrainEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes `metrics.jsonl` and `events.jsonl` while a training runs.
///
/// Lines of steps are kept back until the epoch ends or a checkpoint is written, so that the disk
/// does not slow the steps down.
final class RunLog implements Consumer<TrainEvent> {
  private final RunFolder folder;
  private final StringBuilder pending = new StringBuilder();
  private double secondsBefore;

  RunLog(RunFolder folder) {
    this.folder = folder;
  }

  /// Drops what was measured after `step`, which will be measured again, and lines that were cut
  /// short, so that nothing is appended to them.
  void truncateAfter(long step) {
    List<JsonNode> kept = dropAfter(step);
    rewrite(folder.events(), lines(folder.events()));
    secondsBefore = kept.isEmpty() ? 0 : kept.getLast().path("seconds").asDouble(0);
  }

  /// Drops what was measured after `step`; gives what is kept.
  private List<JsonNode> dropAfter(long step) {
    List<JsonNode> kept = lines(folder.metrics());
    kept.removeIf(line -> line.path("step").asLong(0) > step);
    rewrite(folder.metrics(), kept);
    return kept;
  }

  private static void rewrite(Path file, List<JsonNode> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    AtomicFiles.write(file, text.toString());
  }

  /// Seconds of training in earlier processes.
  double secondsBefore() {
    return secondsBefore;
  }

  /// The lines of a log; what is no object, such as a line that was cut short by a kill, is left
  /// out.
  static List<JsonNode> lines(Path file) {
    List<JsonNode> lines = new ArrayList<>();
    if (!Files.exists(file)) {
      return lines;
    }
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      text.lines().flatMap(line -> object(line).stream()).forEach(lines::add);
    } catch (IOException e) {
      throw new UncheckedIOException("run: expected to read " + file + ", but got: " + e, e);
    }
    return lines;
  }

  private static Optional<ObjectNode> object(String line) {
    try {
      return Json.MAPPER.readTree(line) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  @Override
  public void accept(TrainEvent event) {
    switch (event) {
      case TrainEvent.StepFinished step -> {
        ObjectNode line = line(event, "step", step.seconds(), "train");
        line.put("loss", step.cost()).put("learning_rate", step.learningRate());
        pending.append(line).append('\n');
      }
      case TrainEvent.Observed observed -> {
        ObjectNode line = line(event, "telemetry", observed.seconds(), "train");
        pending.append(line.setAll(TelemetryLines.json(observed.observation()))).append('\n');
      }
      case TrainEvent.EpochFinished epoch -> epochFinished(epoch);
      case TrainEvent.CheckpointWritten checkpoint -> {
        flush();
        String name = String.valueOf(checkpoint.file().getFileName());
        event("checkpoint", Map.of("step", event.clock().step(), "file", name));
      }
      case TrainEvent.KnobChanged change -> knobChanged(change);
      case TrainEvent.Stopped stopped -> {
        flush();
        event("stopped", Map.of("step", event.clock().step(), "reason", stopped.reason()));
      }
      case TrainEvent.Spiked spiked -> {
        flush();
        spike(spiked.spike());
        dropAfter(spiked.spike().back());
      }
      case TrainEvent.Diverged diverged -> {
        flush();
        event("diverged", Map.of("step", event.clock().step(), "message", diverged.message()));
      }
    }
  }

  private void epochFinished(TrainEvent.EpochFinished epoch) {
    ObjectNode train = line(epoch, "epoch", epoch.seconds(), "train");
    train.put("loss", epoch.trainLoss()).put("learning_rate", epoch.learningRate());
    pending.append(train).append('\n');
    epoch
        .validation()
        .ifPresent(
            metrics -> {
              ObjectNode line = line(epoch, "epoch", epoch.seconds(), "validation");
              line.setAll(Summary.metricsJson(metrics));
              line.put("learning_rate", epoch.learningRate());
              pending.append(line).append('\n');
            });
    flush();
  }

  private void knobChanged(TrainEvent.KnobChanged change) {
    event(
        "knob_changed",
        Map.of(
            "step", change.clock().step(),
            "knob", change.knob(),
            "before", change.before(),
            "after", change.after()));
  }

  private ObjectNode line(TrainEvent event, String interval, double seconds, String split) {
    ObjectNode line = Json.MAPPER.createObjectNode();
    line.put("step", event.clock().step()).put("epoch", event.clock().epoch());
    line.put("seconds", Math.round((secondsBefore + seconds) * 1e6) / 1e6);
    return line.put("interval", interval).put("split", split);
  }

  private void spike(Spike spike) {
    String remedy =
        switch (spike.remedy()) {
          case Remedy.Quarantine _ -> "quarantine";
          case Remedy.LowerRate _ -> "lower-rate";
        };
    Map<String, Object> details = new TreeMap<>();
    details.put("step", spike.clock().step());
    details.put("epoch", spike.clock().epoch());
    details.put("batch", spike.clock().batch());
    details.put("cost", finite(spike.cost()));
    details.put("usual_cost", finite(spike.usual()));
    details.put("examples", spike.examples());
    details.put("first_seen_in", spike.where());
    details.put("back_to_step", spike.back());
    details.put("remedy", remedy);
    event("spike", details);
  }

  /// JSON has no numbers that are not finite.
  private static Object finite(double value) {
    return Double.isFinite(value) ? value : String.valueOf(value);
  }

  void finding(Finding finding) {
    event(
        "finding",
        Map.of(
            "rule", finding.rule(),
            "what", finding.what(),
            "why", finding.why(),
            "help", finding.help()));
  }

  /// Adds a line to `events.jsonl`.
  void event(String name, Map<String, ?> details) {
    ObjectNode line = Json.MAPPER.createObjectNode().put("event", name);
    details.keySet().stream()
        .sorted()
        .forEach(key -> line.set(key, Json.MAPPER.valueToTree(details.get(key))));
    append(folder.events(), line + "\n");
  }

  private void flush() {
    append(folder.metrics(), pending.toString());
    pending.setLength(0);
  }

  private static void append(Path file, String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("log: expected to write " + file + ", but got: " + e, e);
    }
  }
}
