package dev.glissade.bench.tuners;

import dev.glissade.train.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Scores as JSON lines.
final class ScoreFile {
  private final JsonMapper json = new JsonMapper();
  private final Path file;

  ScoreFile(Path file) {
    this.file = file;
  }

  /// What the file has; nothing if it does not exist.
  ///
  /// @throws IllegalArgumentException naming the line that is not a score
  List<Score> read() {
    List<Score> scores = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : lines()) {
        try {
          scores.add(score(json.readTree(line)));
        } catch (JacksonException e) {
          throw new IllegalArgumentException(
              "%s: expected a score, but got line %d: %s"
                  .formatted(file, scores.size() + 1, e.getOriginalMessage()),
              e);
        }
      }
    }
    return scores;
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException("read: expected scores " + file + ", but got: " + e, e);
    }
  }

  /// Replaces the file.
  void write(Collection<Score> scores) {
    var text = new StringBuilder();
    scores.forEach(score -> text.append(json.writeValueAsString(fields(score))).append('\n'));
    AtomicFiles.write(file, text.toString());
  }

  private static Map<String, Object> fields(Score score) {
    Score.Subject subject = score.subject();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("sampler", subject.contestant());
    fields.put("table", subject.table());
    fields.put("noise", subject.isNoisy());
    fields.put("batch", subject.search().batch());
    fields.put("trials", subject.search().trials());
    fields.put("seed", subject.search().seed());
    fields.put("regrets", score.regrets().stream().map(ScoreFile::rounded).toList());
    fields.put("distinct", score.distinct());
    fields.put("ask_us", Math.rint(10 * score.micros()) / 10);
    fields.put("plain", fields(score.plain()));
    if (subject.isNoisy()) {
      fields.put("repeated", fields(score.repeated()));
    }
    return fields;
  }

  private static List<Double> fields(Score.Choice choice) {
    return List.of(rounded(choice.claimed()), rounded(choice.actual()), rounded(choice.regret()));
  }

  /// Six digits.
  private static double rounded(double value) {
    return new BigDecimal(value).round(new MathContext(6)).doubleValue();
  }

  private static Score score(JsonNode line) {
    var search =
        new Contestant.Search(
            line.required("seed").asLong(),
            line.required("trials").asInt(),
            line.required("batch").asInt());
    boolean isNoisy = line.required("noise").asBoolean();
    var subject =
        new Score.Subject(
            line.required("sampler").asString(),
            line.required("table").asString(),
            isNoisy,
            search);
    Score.Choice plain = choice(line.required("plain"));
    return new Score(
        subject,
        line.required("regrets").valueStream().map(JsonNode::asDouble).toList(),
        line.required("distinct").asInt(),
        line.required("ask_us").asDouble(),
        plain,
        isNoisy ? choice(line.required("repeated")) : plain);
  }

  private static Score.Choice choice(JsonNode fields) {
    return new Score.Choice(
        fields.required(0).asDouble(),
        fields.required(1).asDouble(),
        fields.required(2).asDouble());
  }
}
