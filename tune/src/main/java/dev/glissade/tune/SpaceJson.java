package dev.glissade.tune;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Spaces, parameters, values and configurations as JSON, and back. Numbers are exact: a whole
/// number has no point, a real one always has.
///
/// ```json
/// {"parameters":[{"name":"rate","param":{"kind":"log","low":1.0E-4,"high":0.1}}],
///  "constraints":[],"derived":[]}
/// ```
///
/// All methods that read throw an `IllegalArgumentException` that says where something else was
/// expected; unknown kinds and keys are errors.
public final class SpaceJson {
  private SpaceJson() {}

  /// A space as an object.
  public static ObjectNode write(Space space) {
    ObjectNode object = Fields.object();
    ArrayNode parameters = object.putArray("parameters");
    for (Space.Dimension each : space.dimensions()) {
      ObjectNode dimension = parameters.addObject().put("name", each.name());
      dimension.set("param", write(each.param()));
      each.condition().ifPresent(it -> dimension.set("condition", write(it)));
      each.former().ifPresent(it -> dimension.set("former", write(it)));
    }
    ArrayNode constraints = object.putArray("constraints");
    for (Constraint each : space.constraints()) {
      constraints
          .addObject()
          .put("left", each.left())
          .put("factor", each.factor())
          .put("right", each.right());
    }
    ArrayNode derived = object.putArray("derived");
    for (Derived each : space.derived()) {
      derived
          .addObject()
          .put("name", each.name())
          .put("factor", each.factor())
          .put("from", each.from());
    }
    return object;
  }

  /// A space from an object.
  public static Space readSpace(JsonNode node) {
    return Fields.read(
        "space",
        node,
        it ->
            new Space(
                it.list("parameters", SpaceJson::readDimension),
                it.list("constraints", SpaceJson::readConstraint),
                it.list("derived", SpaceJson::readDerived)));
  }

  private static Space.Dimension readDimension(JsonNode node) {
    return Fields.read(
        "parameter",
        node,
        it ->
            new Space.Dimension(
                it.text("name"),
                readParam(it.node("param")),
                it.maybe("condition").map(SpaceJson::readCondition),
                it.maybe("former").map(SpaceJson::readFormer)));
  }

  private static Constraint readConstraint(JsonNode node) {
    return Fields.read(
        "constraint",
        node,
        it -> new Constraint(it.text("left"), it.real("factor"), it.text("right")));
  }

  private static Derived readDerived(JsonNode node) {
    return Fields.read(
        "derived", node, it -> new Derived(it.text("name"), it.real("factor"), it.text("from")));
  }

  private static ObjectNode write(Former former) {
    ObjectNode object = Fields.object();
    switch (former) {
      case Former.Had(Value value) -> object.set("value", write(value));
      case Former.Named(List<String> names) -> names.forEach(object.putArray("names")::add);
    }
    return object;
  }

  private static Former readFormer(JsonNode node) {
    return Fields.read(
        "former",
        node,
        it ->
            it.maybe("value")
                .<Former>map(value -> new Former.Had(readValue(value)))
                .orElseGet(
                    () -> new Former.Named(it.list("names", name -> Fields.text("name", name)))));
  }

  private static ObjectNode write(Condition condition) {
    ObjectNode object = Fields.object().put("parent", condition.parent());
    ArrayNode values = object.putArray("values");
    // The order of a set is another one in each run.
    condition.values().stream()
        .map(SpaceJson::write)
        .sorted((left, right) -> left.toString().compareTo(right.toString()))
        .forEach(values::add);
    return object;
  }

  private static Condition readCondition(JsonNode node) {
    return Fields.read(
        "condition",
        node,
        it ->
            new Condition(it.text("parent"), Set.copyOf(it.list("values", SpaceJson::readValue))));
  }

  /// A parameter as an object with its kind.
  public static ObjectNode write(Param param) {
    return switch (param) {
      case Param.Uniform(double low, double high) -> ends("uniform", low, high);
      case Param.Log(double low, double high) -> ends("log", low, high);
      case Param.LogOneMinus(double low, double high) -> ends("log_one_minus", low, high);
      case Param.Stepped(double low, double high, double step) ->
          ends("stepped", low, high).put("step", step);
      case Param.Whole(long low, long high, long step) ->
          ends("whole", low, high).put("step", step);
      case Param.LogWhole(long low, long high) -> ends("log_whole", low, high);
      case Param.PowerOfTwo(long low, long high) -> ends("power_of_two", low, high);
      case Param.Choice(List<String> words) -> words("choice", words);
      case Param.Ordinal(List<String> words) -> words("ordinal", words);
      case Param.Fixed(Value value) -> {
        ObjectNode object = kind("fixed");
        object.set("value", write(value));
        yield object;
      }
    };
  }

  private static ObjectNode kind(String kind) {
    return Fields.object().put("kind", kind);
  }

  private static ObjectNode ends(String kind, double low, double high) {
    return kind(kind).put("low", low).put("high", high);
  }

  private static ObjectNode ends(String kind, long low, long high) {
    return kind(kind).put("low", low).put("high", high);
  }

  private static ObjectNode words(String kind, List<String> words) {
    ObjectNode object = kind(kind);
    words.forEach(object.putArray("words")::add);
    return object;
  }

  /// A parameter from an object.
  public static Param readParam(JsonNode node) {
    return Fields.read("param", node, SpaceJson::readParam);
  }

  private static Param readParam(Fields it) {
    return switch (it.text("kind")) {
      case "uniform" -> new Param.Uniform(it.real("low"), it.real("high"));
      case "log" -> new Param.Log(it.real("low"), it.real("high"));
      case "log_one_minus" -> new Param.LogOneMinus(it.real("low"), it.real("high"));
      case "stepped" -> new Param.Stepped(it.real("low"), it.real("high"), it.real("step"));
      case "whole" -> new Param.Whole(it.whole("low"), it.whole("high"), it.whole("step"));
      case "log_whole" -> new Param.LogWhole(it.whole("low"), it.whole("high"));
      case "power_of_two" -> new Param.PowerOfTwo(it.whole("low"), it.whole("high"));
      case "choice" -> new Param.Choice(it.list("words", word -> Fields.text("word", word)));
      case "ordinal" -> new Param.Ordinal(it.list("words", word -> Fields.text("word", word)));
      case "fixed" -> new Param.Fixed(readValue(it.node("value")));
      case String other ->
          throw new IllegalArgumentException(
              "param: expected a kind of parameter, but got " + other);
    };
  }

  /// A value as a number or a text.
  public static JsonNode write(Value value) {
    JsonNodeFactory factory = JsonNodeFactory.instance;
    return switch (value) {
      case Value.Real(double number) -> factory.numberNode(number);
      case Value.Whole(long number) -> factory.numberNode(number);
      case Value.Word(String text) -> factory.stringNode(text);
    };
  }

  /// A value from a number or a text.
  public static Value readValue(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return Value.of(node.longValue());
    }
    return node.isNumber() ? Value.of(node.doubleValue()) : Value.of(Fields.text("value", node));
  }

  /// A configuration as an object.
  public static ObjectNode write(Configuration configuration) {
    ObjectNode object = Fields.object();
    configuration.values().forEach((name, value) -> object.set(name, write(value)));
    return object;
  }

  /// A configuration from an object.
  public static Configuration readConfiguration(JsonNode node) {
    if (!node.isObject()) {
      throw Fields.wrong("configuration", "an object", node);
    }
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      values.put(each.getKey(), readValue(each.getValue()));
    }
    return new Configuration(values);
  }
}
