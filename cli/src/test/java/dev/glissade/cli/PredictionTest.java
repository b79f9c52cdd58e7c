package dev.glissade.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PredictionTest {
  @TempDir private Path folder;

  private Path flowers(int rows, boolean hasTarget) throws IOException {
    StringBuilder text =
        new StringBuilder("width,length,colour" + (hasTarget ? ",kind" : "") + "\n");
    for (int i = 0; i < rows; i++) {
      double width = 1 + (i * 37 % 100) / 25.0;
      double length = 2 + (i * 59 % 100) / 20.0;
      String colour = i % 11 == 0 ? "" : i % 3 == 0 ? "red" : "blue";
      text.append("%s,%s,%s".formatted(i % 13 == 0 ? "" : width, length, colour));
      text.append(hasTarget ? "," + (width > length / 2 ? "\"rose, wild\"" : "tulip") : "")
          .append('\n');
    }
    return Files.writeString(folder.resolve(hasTarget ? "known.csv" : "new.csv"), text);
  }

  private Path trained(Path data) {
    Path run = folder.resolve("run");
    Invocation.done("train", data, "--quiet", "--out", run);
    return run;
  }

  @Test
  void aClassificationAnswersLabelsAndProbabilities() throws IOException {
    Path run = trained(flowers(400, true));
    Path answers = folder.resolve("answers.csv");

    Invocation.done("predict", run, flowers(50, false), "-o", answers);

    List<String> lines = Files.readAllLines(answers);
    assertEquals(51, lines.size());
    assertEquals("prediction,\"probability_rose, wild\",probability_tulip", lines.getFirst());
    for (String line : lines.subList(1, 51)) {
      String[] fields = line.replace("rose, wild", "rose").split(",");
      double rose = Double.parseDouble(fields[1]);
      double tulip = Double.parseDouble(fields[2]);
      assertEquals(1, rose + tulip, 2e-6);
      assertEquals(rose > tulip ? "\"rose\"" : "tulip", fields[0], line);
    }
  }

  @Test
  void evaluationAgreesWithThePredictions() throws IOException {
    Path known = flowers(400, true);
    Path run = trained(known);
    Path answers = folder.resolve("answers.csv");

    JsonNode evaluation = Invocation.done("evaluate", run, known, "--json").json();
    Invocation.done("predict", run.resolve("model.glissade"), known, "-o", answers);

    List<String> lines = Files.readAllLines(answers);
    List<String> truth = Files.readAllLines(known);
    int right = 0;
    for (int i = 1; i < lines.size(); i++) {
      boolean isRose = lines.get(i).startsWith("\"rose");
      right += isRose == truth.get(i).endsWith("rose, wild\"") ? 1 : 0;
    }
    assertEquals(400, evaluation.path("examples").asInt());
    assertEquals(right / 400.0, evaluation.path("accuracy").asDouble(), 1e-12);
    assertTrue(right > 360, "right: " + right);
    assertEquals(
        right,
        evaluation.path("confusion").path(0).path(0).asInt()
            + evaluation.path("confusion").path(1).path(1).asInt());
  }

  @Test
  void aRegressionAnswersInTheUnitsOfTheTarget() throws IOException {
    StringBuilder text = new StringBuilder("x,price\n");
    for (int i = 0; i < 300; i++) {
      text.append("%s,%s%n".formatted(i / 100.0, 5000 + 1000 * (i / 100.0)));
    }
    Path data = Files.writeString(folder.resolve("prices.csv"), text);
    Path run = trained(data);

    Invocation answers = Invocation.done("predict", run, data, "-o", "-");
    JsonNode evaluation = Invocation.done("evaluate", run, data, "--json").json();

    List<String> lines = answers.out().lines().toList();
    assertEquals("predicted_price", lines.getFirst());
    assertEquals(5000, Double.parseDouble(lines.get(1)), 400);
    assertEquals(7990, Double.parseDouble(lines.getLast()), 400);
    assertTrue(evaluation.path("r2").asDouble() > 0.95, evaluation.toString());
    assertTrue(evaluation.path("rmse").asDouble() < 200, evaluation.toString());
  }
}
