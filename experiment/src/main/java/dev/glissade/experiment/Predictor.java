package dev.glissade.experiment;

import dev.glissade.data.Dataset;
import dev.glissade.data.Preprocessing;
import dev.glissade.data.Sources;
import dev.glissade.data.Task;
import dev.glissade.engine.Shape;
import dev.glissade.engine.State;
import dev.glissade.engine.kernels.KernelSelection;
import dev.glissade.nn.Model;
import dev.glissade.optim.Clock;
import dev.glissade.optim.GradientDescent;
import dev.glissade.train.CheckpointException;
import dev.glissade.train.Evaluator;
import dev.glissade.train.Knobs;
import dev.glissade.train.Metrics;
import dev.glissade.train.Network;
import dev.glissade.train.Safetensors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// A trained model that answers.
public final class Predictor implements AutoCloseable {
  private static final Clock NOW = Clock.start(1, 1);

  private final Preprocessing preprocessing;
  private final Network network;
  private final Evaluator evaluator;

  /// Prepares a model.
  ///
  /// @throws CheckpointException if its weights do not belong to its layers
  public Predictor(ModelFile file) {
    this.preprocessing = file.preprocessing();
    Model model = file.description().model();
    checkSize(model, file.weights());
    checkPreprocessing(model, file);
    var recipe = new Network.Recipe(model, file.description().loss(), GradientDescent.of(), 0);
    int threads = Runtime.getRuntime().availableProcessors();
    this.network = new Network(recipe, KernelSelection.current().kernels(), threads, 0);
    load(network.state(), file.weights());
    Knobs knobs = new Knobs(network.knobs(), Map.of(), network.products());
    Map<String, Double> products = new HashMap<>();
    for (String name : network.products()) {
      products.put(name, product(file.weights(), name));
    }
    knobs.restoreProducts(products);
    this.evaluator = new Evaluator(network, knobs);
  }

  /// Before memory for the layers is asked for: a small file cannot promise a large model.
  private static void checkSize(Model model, Safetensors weights) {
    long stored = weights.tensors().values().stream().mapToLong(each -> each.values().length).sum();
    long parameters =
        model.trace().parameters().stream().mapToLong(each -> each.shape().size()).sum();
    if (parameters > stored) {
      throw new CheckpointException(
          "model: expected weights for %d parameters, but got %d numbers"
              .formatted(parameters, stored));
    }
  }

  /// What preprocessing makes must be what the layers take and what the loss compares.
  private static void checkPreprocessing(Model model, ModelFile file) {
    Preprocessing preprocessing = file.preprocessing();
    Task task = preprocessing.task();
    checkCount("features", Shape.of(preprocessing.featureShape()).size(), model.input().size());
    checkCount("outputs", task.outputs(), model.output().size());
    Shape targets = file.description().loss().targets(model.output().prepend(1));
    checkCount("targets", task.targetWidth(), targets.size());
  }

  private static void checkCount(String what, int preprocessing, int model) {
    if (preprocessing != model) {
      throw new CheckpointException(
          "model: expected preprocessing for %d %s, but got it for %d"
              .formatted(model, what, preprocessing));
    }
  }

  private static void load(State state, Safetensors weights) {
    for (State.Entry entry : state.layout().entries()) {
      Safetensors.Tensor tensor = weights.tensors().get(entry.name());
      if (tensor == null || tensor.values().length != entry.shape().size()) {
        throw new CheckpointException(
            "model: expected weights %s %s, but got %s"
                .formatted(entry.name(), entry.shape(), tensor == null ? "none" : tensor.shape()));
      }
      state.set(entry.name(), tensor.values());
    }
  }

  private static double product(Safetensors weights, String name) {
    String text = weights.metadata().get("product/" + name);
    if (text == null) {
      throw new CheckpointException("model: expected product/" + name + ", but got none");
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new CheckpointException(
          "model: expected a number product/" + name + ", but got " + text);
    }
  }

  /// What it answers.
  public Task task() {
    return preprocessing.task();
  }

  /// How good it is on data with known targets.
  ///
  /// @throws IllegalArgumentException if the data do not fit the model
  public Evaluation evaluate(String data) {
    Dataset dataset = Sources.labelled(data, preprocessing);
    Metrics metrics = evaluator.evaluate(dataset, preprocessing, NOW);
    return new Evaluation(dataset.size(), task(), metrics);
  }

  /// How good a model is on a set of examples.
  public record Evaluation(int examples, Task task, Metrics metrics) {
    /// For programs: the metrics; for a classification also the confusion matrix, whose rows are
    /// the true classes.
    public ObjectNode json() {
      ObjectNode json = Json.MAPPER.createObjectNode();
      json.put("task", task.kind().word()).put("examples", examples);
      json.setAll(Summary.metricsJson(metrics));
      if (metrics instanceof Metrics.Classification classification
          && task instanceof Task.Classification(List<String> classes)) {
        json.set("classes", Json.MAPPER.valueToTree(classes));
        json.set("confusion", Json.MAPPER.valueToTree(classification.confusion()));
      }
      return json;
    }
  }

  /// Its answers to data whose targets need not be known.
  ///
  /// @throws IllegalArgumentException if the data do not fit the model
  public Predictions predict(String data) {
    Dataset dataset = Sources.unlabelled(data, preprocessing);
    float[][] outputs = evaluator.outputs(dataset, NOW);
    double[][] values = new double[outputs.length][];
    for (int i = 0; i < outputs.length; i++) {
      values[i] =
          switch (task()) {
            case Task.Classification _ -> softmax(outputs[i]);
            case Task.Regression _ -> decoded(outputs[i]);
          };
    }
    return new Predictions(task(), values);
  }

  private static double[] softmax(float[] logits) {
    double largest = logits[Evaluator.largest(logits, 0, logits.length)];
    double[] values = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.exp(logits[i] - largest);
      sum += values[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= sum;
    }
    return values;
  }

  private double[] decoded(float[] outputs) {
    double[] values = new double[outputs.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = preprocessing.decode(i, outputs[i]);
    }
    return values;
  }

  @Override
  public void close() {
    network.close();
  }
}
