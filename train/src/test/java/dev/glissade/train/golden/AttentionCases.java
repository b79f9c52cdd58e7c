package dev.glissade.train.golden;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import dev.glissade.nn.Initializer;
import dev.glissade.nn.Layer;
import dev.glissade.nn.MultiHeadAttention;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Attention of places to each other, or to those of a memory, which stand behind the queries in
/// one input.
final class AttentionCases {
  private static final List<String> STACKED = List.of("query", "key", "value");

  private AttentionCases() {}

  static GoldenCase of(GoldenFile file) {
    Settings config = file.config().ignore("batch", "targets", "sources", "width");
    boolean isCausal = config.flag("causal");
    boolean isSelf = config.flag("self");
    var attention =
        new MultiHeadAttention((int) config.number("heads"), isCausal, Initializer.glorot());
    config.ignore("padding").requireAllRead();
    if (isCausal) {
      requireTriangle(file);
    }
    Layer layer = isSelf ? attention : toMemory(file, attention);
    return NamedCase.of(
        attention,
        (arithmetic, findings) -> {
          double[] x = inputs(file, isSelf);
          Shape query = file.shape("inputs", "query");
          int places = x.length / query.extent(0) / query.extent(2);
          Shape shape = query.with(1, places);
          var session = new LayerSession(arithmetic, layer, shape);
          set(file, session);
          var results = session.train(shape, x, file.numbers("upstream"));
          findings.compare(results.get("output"), "output");
          findings.compare(results.get("weights"), "attention_weights");
          double[] gradient = results.get(LayerSession.GRADIENT);
          int own = query.extent(1);
          findings.compare(part(gradient, shape, 0, own), "grad_query");
          if (!isSelf) {
            findings.compare(part(gradient, shape, own, places), "grad_memory");
          }
          compareWeights(file, results, findings);
        });
  }

  /// The queries, and behind them the memory, of each example.
  private static double[] inputs(GoldenFile file, boolean isSelf) {
    double[] query = file.numbers("inputs", "query");
    if (isSelf) {
      return query;
    }
    double[] memory = file.numbers("inputs", "memory");
    int batch = file.shape("inputs", "query").extent(0);
    int own = query.length / batch;
    int other = memory.length / batch;
    double[] all = new double[query.length + memory.length];
    for (int i = 0; i < batch; i++) {
      System.arraycopy(query, i * own, all, i * (own + other), own);
      System.arraycopy(memory, i * other, all, i * (own + other) + own, other);
    }
    return all;
  }

  /// The places `[from, to)` of every example.
  private static double[] part(double[] all, Shape shape, int from, int to) {
    int width = shape.extent(2);
    int size = shape.extent(1) * width;
    double[] part = new double[shape.extent(0) * (to - from) * width];
    for (int i = 0; i < shape.extent(0); i++) {
      int count = (to - from) * width;
      System.arraycopy(all, i * size + from * width, part, i * count, count);
    }
    return part;
  }

  private static Layer toMemory(GoldenFile file, MultiHeadAttention attention) {
    int targets = file.shape("inputs", "query").extent(1);
    return (x, scope) -> {
      Tensor query = x.slice(1, 0, targets);
      Tensor memory = x.slice(1, targets, x.shape().extent(1));
      Optional<Tensor> blocked =
          file.has("inputs", "padded_sources")
              ? Optional.of(padding(file, x, memory))
              : Optional.empty();
      return attention.attend(query, memory, blocked, scope);
    };
  }

  /// The padded sources of each example; a model is also looked at with fewer examples.
  private static Tensor padding(GoldenFile file, Tensor x, Tensor memory) {
    int examples = x.shape().extent(0);
    int sources = memory.shape().extent(1);
    List<Double> flags = flags(file, "padded_sources").subList(0, examples * sources);
    return x.graph().literal(Shape.of(examples, 1, 1, sources), flags);
  }

  private static List<Double> flags(GoldenFile file, String name) {
    List<Double> flags = new ArrayList<>();
    for (JsonNode row : file.at("inputs", name)) {
      row.valueStream().forEach(flag -> flags.add(flag.asBoolean() ? 1.0 : 0.0));
    }
    return flags;
  }

  private static void requireTriangle(GoldenFile file) {
    List<Double> blocked = flags(file, "blocked");
    int places = (int) Math.sqrt(blocked.size());
    for (int i = 0; i < blocked.size(); i++) {
      if (blocked.get(i) > 0 != i % places > i / places) {
        throw new AssertionError(
            "golden %s: expected that later places are blocked".formatted(file));
      }
    }
  }

  private static void set(GoldenFile file, LayerSession session) {
    double[] weights = file.numbers("inputs", "in_proj_weight");
    double[] biases = file.numbers("inputs", "in_proj_bias");
    int width = biases.length / 3;
    Shape square = Shape.of(width, width);
    for (int i = 0; i < 3; i++) {
      double[] own = Arrays.copyOfRange(weights, i * width * width, (i + 1) * width * width);
      session.set(STACKED.get(i) + ".weight", Matrices.transpose(own, square));
      session.set(STACKED.get(i) + ".bias", Arrays.copyOfRange(biases, i * width, (i + 1) * width));
    }
    double[] output = file.numbers("inputs", "out_proj_weight");
    session.set("output.weight", Matrices.transpose(output, square));
    session.set("output.bias", file.numbers("inputs", "out_proj_bias"));
  }

  private static void compareWeights(
      GoldenFile file, Map<String, double[]> results, Findings findings) {
    int width = file.shape("inputs", "out_proj_bias").extent(0);
    Shape square = Shape.of(width, width);
    double[] weights = new double[3 * width * width];
    double[] biases = new double[3 * width];
    for (int i = 0; i < 3; i++) {
      String name = LayerSession.GRADIENT + STACKED.get(i);
      double[] own = Matrices.transposeBack(results.get(name + ".weight"), square);
      System.arraycopy(own, 0, weights, i * width * width, own.length);
      System.arraycopy(results.get(name + ".bias"), 0, biases, i * width, width);
    }
    findings.compare(weights, "grad_in_proj_weight");
    findings.compare(biases, "grad_in_proj_bias");
    double[] output = results.get(LayerSession.GRADIENT + "output.weight");
    findings.compare(Matrices.transposeBack(output, square), "grad_out_proj_weight");
    findings.compare(results.get(LayerSession.GRADIENT + "output.bias"), "grad_out_proj_bias");
  }
}
