package dev.glissade.train.golden;

import dev.glissade.engine.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/// One file of values that another framework computed: where they come from, the inputs, what is
/// expected, and how close to it results must be.
record GoldenFile(String name, JsonNode json) {
  /// The file `name` (as in `losses/mse.json`) of a folder.
  static GoldenFile read(Path folder, String name) {
    return new GoldenFile(name, new ObjectMapper().readTree(folder.resolve(name)));
  }

  /// What was computed, in words; the kind of a file is read from it.
  String what() {
    return json.path("what").asString();
  }

  /// Who computed it: `numpy`, `torch`, `optax`, `keras`, ….
  String framework() {
    return json.path("framework").asString();
  }

  /// The hyper-parameters under the framework's own names.
  Settings config() {
    return new Settings(name, json.path("config"));
  }

  /// The same values with other limits.
  GoldenFile withTolerance(JsonNode limits) {
    ObjectNode copy = (ObjectNode) json.deepCopy();
    copy.set("tolerance", limits);
    return new GoldenFile(name, copy);
  }

  /// A limit by its name; infinite if it is `null`, which says that the framework itself has no
  /// finite result. Fails if there is none.
  double tolerance(String limit) {
    JsonNode value = json.path("tolerance").path(limit);
    if (!value.isNumber() && !value.isNull()) {
      throw new AssertionError(
          "golden %s: expected a tolerance '%s', but got %s"
              .formatted(name, limit, json.path("tolerance")));
    }
    return value.isNull() ? Double.POSITIVE_INFINITY : value.asDouble();
  }

  /// The node at a path of names and positions.
  JsonNode at(Object... path) {
    JsonNode node = json;
    for (Object part : path) {
      node = part instanceof Integer index ? node.path(index) : node.path(part.toString());
    }
    return node;
  }

  /// Whether there is something at a path.
  boolean has(Object... path) {
    return !at(path).isMissingNode();
  }

  /// All numbers at a path, in order.
  double[] numbers(Object... path) {
    JsonNode node = at(path);
    if (!node.isNumber() && !node.isArray()) {
      throw new AssertionError(
          "golden %s: expected numbers at %s, but got %s"
              .formatted(name, Arrays.toString(path), node));
    }
    return flatten(node).toArray();
  }

  private static DoubleStream flatten(JsonNode node) {
    return node.isArray()
        ? node.valueStream().flatMapToDouble(GoldenFile::flatten)
        : DoubleStream.of(node.asDouble());
  }

  /// The extents of the nested lists at a path.
  Shape shape(Object... path) {
    List<Integer> extents = new ArrayList<>();
    for (JsonNode node = at(path); node.isArray(); node = node.path(0)) {
      extents.add(node.size());
    }
    return Shape.of(extents.stream().mapToInt(Integer::intValue).toArray());
  }

  /// The number of elements of the list at a path.
  int count(Object... path) {
    return at(path).size();
  }

  @Override
  public String toString() {
    return name;
  }
}
