package dev.glissade.tune.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Condition;
import dev.glissade.tune.Configuration;
import dev.glissade.tune.History;
import dev.glissade.tune.Param;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.Value;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PedAnovaTest {
  /// The space of `ped-anova.json`.
  private static final Space SPACE =
      Space.EMPTY
          .with("x", new Param.Uniform(-1, 3))
          .with("y", new Param.Uniform(0, 1))
          .with("rate", new Param.Log(1e-5, 1e-1))
          .with("layers", new Param.Whole(1, 6, 1))
          .with("width", new Param.LogWhole(1, 512))
          .with("kind", new Param.Choice(List.of("a", "b", "c")))
          .with("beta", new Param.Uniform(0, 1), new Condition("kind", Set.of(Value.of("a"))));

  private static JsonNode golden() throws IOException {
    try (InputStream in = PedAnovaTest.class.getResourceAsStream("ped-anova.json")) {
      return JsonMapper.shared().readTree(in);
    }
  }

  private static History history(JsonNode golden) {
    List<TrialRecord> trials = new ArrayList<>();
    for (JsonNode row : golden.path("trials")) {
      Map<String, Value> values = new LinkedHashMap<>();
      row.path("parameters").properties().forEach(e -> values.put(e.getKey(), value(e.getValue())));
      trials.add(
          Histories.complete(
              trials.size(), Configuration.of(values), row.path("value").asDouble()));
    }
    return new History(List.of(Histories.LOSS), SPACE, trials);
  }

  private static Value value(JsonNode node) {
    return node.isString()
        ? Value.of(node.asString())
        : node.isIntegralNumber() ? Value.of(node.asLong()) : Value.of(node.asDouble());
  }

  private static Map<String, Double> scores(History history) {
    return PedAnova.of(history).stream()
        .collect(Collectors.toMap(PedAnova.Share::parameter, PedAnova.Share::score));
  }

  @Test
  void scoresAreThoseOfOptuna() throws IOException {
    JsonNode golden = golden();

    Map<String, Double> scores = scores(history(golden));

    assertEquals(7, scores.size());
    golden
        .path("importance")
        .properties()
        .forEach(
            each -> {
              double expected = each.getValue().asDouble();
              assertEquals(expected, scores.get(each.getKey()), 1e-9 * expected, each.getKey());
            });
  }

  @Test
  void theDirectionAndTheOrderOfTrialsDoNotMatter() throws IOException {
    History history = history(golden());
    List<TrialRecord> mirrored = new ArrayList<>();
    for (TrialRecord each : history.trials().reversed()) {
      mirrored.add(
          Histories.complete(each.number(), each.configuration(), -each.values().getFirst()));
    }

    assertEquals(
        scores(history), scores(new History(List.of(Histories.ACCURACY), SPACE, mirrored)));
  }

  @Test
  void stoppedFailedAndInfiniteTrialsChangeNothing() throws IOException {
    History history = history(golden());
    List<TrialRecord> more = new ArrayList<>(history.trials());
    Configuration any = more.getFirst().configuration();
    more.add(Histories.ended(120, any, TrialState.STOPPED, List.of()));
    more.add(Histories.ended(121, any, TrialState.FAILED, List.of()));
    more.add(Histories.complete(122, any, Double.NaN));
    more.add(Histories.complete(123, any, Double.NEGATIVE_INFINITY));

    assertEquals(scores(history), scores(new History(history.goals(), SPACE, more)));
  }

  /// What decides lies in the upper half of the range in its own scale; linearly it would be in the
  /// last hundredth.
  @Test
  void aLogarithmicParameterIsMeasuredInItsScale() {
    Space space =
        Space.EMPTY.with("rate", new Param.Log(1e-6, 1)).with("none", new Param.Log(1, 2));
    History history = Histories.random(space, 400, 1, u -> Math.abs(u[0] - 0.2));

    assertTrue(PedAnova.of(history).getFirst().share() > 0.95);
    assertEquals("rate", PedAnova.of(history).getFirst().parameter());
  }

  @Test
  void sharesSumToOneAndNothingIsKnownOfTooFewTrials() {
    Space space = Histories.cube("a", "b", "c");
    History history = Histories.random(space, 60, 3, u -> u[0] + u[1] / 10);

    double sum = PedAnova.of(history).stream().mapToDouble(PedAnova.Share::share).sum();
    assertEquals(1, sum, 1e-12);
    History one = Histories.random(space, 1, 3, u -> u[0]);
    assertTrue(PedAnova.of(one).stream().allMatch(each -> each.score() == 0 && each.share() == 0));
  }

  @Test
  void withTwoGoalsTheFrontDecides() {
    Space space = Histories.cube("trade", "good", "none");
    List<TrialRecord> trials = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      double[] u = Histories.units(3, 7, i);
      trials.add(
          Histories.complete(i, space.decode(u), u[0] + u[1] + 1e-6 * u[2], 1 - u[0] + u[1]));
    }
    History history = new History(List.of(Histories.LOSS, Histories.LOSS), space, trials);

    assertEquals("good", PedAnova.of(history).getFirst().parameter());
    assertTrue(PedAnova.of(history).getFirst().share() > 0.9);
  }
}
