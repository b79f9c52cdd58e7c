package dev.glissade.tune.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Direction;
import dev.glissade.tune.Goal;
import dev.glissade.tune.History;
import dev.glissade.tune.Param;
import dev.glissade.tune.Report;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.Value;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Our densities beside those of Optuna, which `tpe-optuna.py` wrote down.
class TpeGoldenTest {
  private static JsonNode golden() throws IOException {
    try (InputStream in = TpeGoldenTest.class.getResourceAsStream("tpe-optuna.json")) {
      assertNotNull(in);
      return new JsonMapper().readTree(in);
    }
  }

  @TestFactory
  Stream<DynamicTest> goodTrialsAreThoseOfOptuna() throws IOException {
    return golden()
        .path("cases")
        .valueStream()
        .map(it -> DynamicTest.dynamicTest(it.path("name").asString(), () -> checkSplit(it)));
  }

  private static void checkSplit(JsonNode golden) {
    History history = history(golden);
    var ranks =
        IntStream.range(0, history.trials().size())
            .mapToObj(i -> TpeSplit.rank(history, history.trials().get(i), i))
            .toList();

    boolean[] isBelow = TpeSplit.of(history, ranks).isBelow();

    List<Integer> good = IntStream.range(0, ranks.size()).filter(i -> isBelow[i]).boxed().toList();
    assertEquals(golden.path("good").valueStream().map(JsonNode::asInt).toList(), good);
  }

  @TestFactory
  Stream<DynamicTest> densitiesAreThoseOfOptuna() throws IOException {
    return golden()
        .path("cases")
        .valueStream()
        .map(it -> DynamicTest.dynamicTest(it.path("name").asString(), () -> checkDensities(it)));
  }

  private static void checkDensities(JsonNode golden) {
    History history = history(golden);
    Parzen parzen = new Parzen(history.space(), history.goals());

    parzen.fit(history);

    for (int i = 0; i < golden.path("points").size(); i++) {
      Configuration point = configuration(golden.path("space"), golden.path("points").get(i));
      double[] units = history.space().encode(point);
      double below = parzen.logPrior(units) + parzen.logBelow(units);
      double above = parzen.logPrior(units) + parzen.logAbove(units);
      assertEquals(golden.path("below").get(i).asDouble(), below, 1e-10, "below " + i);
      assertEquals(golden.path("above").get(i).asDouble(), above, 1e-10, "above " + i);
    }
  }

  private static History history(JsonNode golden) {
    JsonNode params = golden.path("space");
    Space space = Space.EMPTY;
    for (int i = 0; i < params.size(); i++) {
      space = space.with(name(i), param(params.get(i)));
    }
    List<TrialRecord> trials = new ArrayList<>();
    for (JsonNode trial : golden.path("trials")) {
      trials.add(trial(trials.size(), configuration(params, trial.path("values")), trial));
    }
    List<Goal> goals =
        golden
            .path("directions")
            .valueStream()
            .map(it -> Direction.valueOf(it.asString().toUpperCase(Locale.ROOT)))
            .map(it -> new Goal("value", it))
            .toList();
    return new History(goals, space, List.copyOf(trials));
  }

  private static TrialRecord trial(int number, Configuration configuration, JsonNode json) {
    List<Double> values = json.path("value").valueStream().map(JsonNode::asDouble).toList();
    TrialState state =
        switch (json.path("state").asString()) {
          case "running" -> TrialState.RUNNING;
          case "stopped" -> TrialState.STOPPED;
          default -> TrialState.COMPLETE;
        };
    return new TrialRecord(
        number,
        configuration,
        state,
        9,
        state == TrialState.COMPLETE ? values : List.of(),
        json.path("violation").asDouble(0),
        json.has("step")
            ? List.of(new Report(json.path("step").asLong(), values.getFirst()))
            : List.of(),
        List.of());
  }

  private static String name(int parameter) {
    return "p" + parameter;
  }

  private static Param param(JsonNode form) {
    return switch (form.get(0).asString()) {
      case "uniform" -> new Param.Uniform(form.get(1).asDouble(), form.get(2).asDouble());
      case "log" -> new Param.Log(form.get(1).asDouble(), form.get(2).asDouble());
      case "whole" -> new Param.Whole(form.get(1).asLong(), form.get(2).asLong(), 1);
      case "log-whole" -> new Param.LogWhole(form.get(1).asLong(), form.get(2).asLong());
      default ->
          new Param.Choice(
              IntStream.range(0, form.get(1).asInt()).mapToObj(String::valueOf).toList());
    };
  }

  private static Configuration configuration(JsonNode params, JsonNode values) {
    var named = new LinkedHashMap<String, Value>();
    for (int i = 0; i < params.size(); i++) {
      JsonNode value = values.get(i);
      named.put(
          name(i),
          switch (params.get(i).get(0).asString()) {
            case "uniform", "log" -> Value.of(value.asDouble());
            case "whole", "log-whole" -> Value.of(value.asLong());
            default -> Value.of(value.asString());
          });
    }
    return Configuration.of(named);
  }
}
