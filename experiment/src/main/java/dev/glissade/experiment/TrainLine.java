package dev.glissade.experiment;

import dev.glissade.data.Datasets;
import dev.glissade.data.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The command that trains with given settings: those that are not usual as options.
final class TrainLine {
  /// What the data decide, and what does not change the result.
  private static final Set<String> LEFT_OUT =
      Set.of("data", "fingerprint", "task", "conventions", "threads");

  private TrainLine() {}

  static String of(RunSettings settings) {
    ObjectNode usual =
        Json.settings(RunSettings.defaults(settings.optimizer(), settings.batchSize()));
    List<String> words = new ArrayList<>(List.of("glissade", "train", quoted(settings.data())));
    for (Map.Entry<String, JsonNode> each : Json.settings(settings).properties()) {
      String name = each.getKey();
      JsonNode usually = name.equals("batch-size") ? usualBatch(usual) : usual.path(name);
      boolean isUsual =
          each.getValue().equals(usually)
              || (name.equals("loss") && isLossOfTask(settings))
              || (name.equals("target") && Datasets.names().contains(settings.data()));
      if (!isUsual && !LEFT_OUT.contains(name) && !each.getValue().isNull()) {
        words.add("--" + name + " " + quoted(text(each.getValue())));
      }
    }
    return String.join(" ", words);
  }

  private static JsonNode usualBatch(ObjectNode usual) {
    return usual.stringNode(RunSettings.USUAL_BATCH);
  }

  private static boolean isLossOfTask(RunSettings settings) {
    return settings
        .task()
        .map(task -> Losses.usual(Task.Kind.parse(task)).equals(settings.loss()))
        .orElse(false);
  }

  private static String text(JsonNode value) {
    if (!value.isArray()) {
      return value.asString("");
    }
    List<String> parts = new ArrayList<>();
    value.forEach(each -> parts.add(each.asString("")));
    return parts.isEmpty() ? "none" : String.join(",", parts);
  }

  private static String quoted(String word) {
    return word.matches("[\\w.,:/%+@-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
