package dev.glissade.bench;

import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Dropout;
import dev.glissade.nn.Layer;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Sequential;
import dev.glissade.optim.Adam;
import dev.glissade.optim.AdamW;
import dev.glissade.optim.Dialect;
import dev.glissade.optim.Momentum;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.Schedule;
import dev.glissade.tune.Param;
import dev.glissade.tune.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Turns one entry of a file of workloads into a `Workload`.
///
/// Momentum and weight decay mean what they mean in PyTorch, as for all peers.
record WorkloadReader(JsonNode json) {
  private static final Set<String> LAYERS = Set.of("dense", "batchnorm", "relu", "dropout");

  Workload workload() {
    String name = text(json, "name");
    Set<String> missing = missingLayers();
    if (!missing.isEmpty()) {
      return new Workload.Missing(name, "layers of the kinds " + missing);
    }
    return switch (text(json, "kind")) {
      case "step" ->
          new Workload.TrainingStep(name, network(), optimizer(), integer(json, "batches"));
      case "infer" -> new Workload.Inference(name, network());
      case "gemm" ->
          new Workload.Product(name, integer(json, "m"), integer(json, "k"), integer(json, "n"));
      case "optimizer" ->
          new Workload.Update(
              name, integer(json, "parameters"), integer(json, "bytes_per_parameter"), optimizer());
      case "e2e" -> new Workload.EndToEnd(name, text(json, "data"), network(), optimizer(), goal());
      case "tune" -> search(name);
      default -> new Workload.Missing(name, "workloads of the kind '" + text(json, "kind") + "'");
    };
  }

  private Set<String> missingLayers() {
    Set<String> missing = new TreeSet<>();
    for (JsonNode layer : json.path("layers")) {
      if (json.path("layers").isArray() && !LAYERS.contains(text(layer, "op"))) {
        missing.add(text(layer, "op"));
      }
    }
    return missing;
  }

  private Workload.Network network() {
    List<Layer> layers = new ArrayList<>();
    json.path("layers").forEach(layer -> layers.add(layer(layer)));
    return new Workload.Network(
        input(), integer(json, "classes"), integer(json, "batch"), new Sequential(layers));
  }

  private List<Integer> input() {
    List<Integer> input = new ArrayList<>();
    json.path("input").forEach(extent -> input.add(extent.asInt()));
    return List.copyOf(input);
  }

  private static Layer layer(JsonNode layer) {
    return switch (text(layer, "op")) {
      case "dense" -> {
        Dense dense = Dense.of(integer(layer, "units"));
        yield layer.path("bias").asBoolean(true) ? dense : dense.withoutBias();
      }
      case "batchnorm" -> BatchNorm.of();
      case "relu" -> Relu.of();
      case "dropout" -> Dropout.of(number(layer, "rate"));
      default -> throw wrong("a layer of the kinds " + new TreeSet<>(LAYERS), layer);
    };
  }

  private Optimizer optimizer() {
    JsonNode it = json.path("optimizer");
    Schedule rate = Schedule.constant(number(it, "lr"));
    return switch (text(it, "type")) {
      case "adam" -> adam(it, rate);
      case "adamw" -> new AdamW(adam(it, rate), number(it, "weight_decay"), false);
      case "sgd" -> new Momentum(rate, number(it, "momentum"), false, Dialect.PYTORCH);
      default -> throw wrong("an optimizer of the types [adam, adamw, sgd]", it);
    };
  }

  private static Adam adam(JsonNode it, Schedule rate) {
    return new Adam(rate, number(it, "beta1"), number(it, "beta2"), number(it, "eps"));
  }

  private Workload.Search search(String name) {
    JsonNode given = json.path("space");
    List<String> units = new ArrayList<>();
    given.path(SearchBench.UNITS).forEach(each -> units.add(each.asInt() + ""));
    Space space =
        Space.EMPTY
            .with(SearchBench.RATE, log(given.path(SearchBench.RATE)))
            .with(SearchBench.ONE_MINUS_BETA1, log(given.path(SearchBench.ONE_MINUS_BETA1)))
            .with(SearchBench.UNITS, new Param.Choice(units));
    return new Workload.Search(
        name,
        text(json, "data"),
        input(),
        integer(json, "classes"),
        integer(json, "batch"),
        integer(json, "epochs"),
        number(json, "beta2"),
        number(json, "eps"),
        space,
        json.path("trials").size());
  }

  private static Param log(JsonNode range) {
    if (!range.path(0).asString("").equals("log") || !range.path(2).isNumber()) {
      throw wrong("a range [\"log\", low, high]", range);
    }
    return new Param.Log(range.path(1).asDouble(), range.path(2).asDouble());
  }

  private Workload.Goal goal() {
    return json.has("target_accuracy")
        ? new Workload.Goal.Accuracy(
            number(json, "target_accuracy"),
            integer(json, "eval_every_steps"),
            integer(json, "max_epochs"))
        : new Workload.Goal.Epochs(integer(json, "epochs"));
  }

  private static String text(JsonNode node, String key) {
    return node.path(key).asString("");
  }

  private static int integer(JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (!value.isInt() || value.asInt() < 1) {
      throw wrong("a whole number of at least 1 as '" + key + "'", node);
    }
    return value.asInt();
  }

  private static double number(JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (!value.isNumber()) {
      throw wrong("a number as '" + key + "'", node);
    }
    return value.asDouble();
  }

  private static IllegalArgumentException wrong(String expected, JsonNode got) {
    return new IllegalArgumentException("workloads: expected " + expected + ", but got " + got);
  }
}
