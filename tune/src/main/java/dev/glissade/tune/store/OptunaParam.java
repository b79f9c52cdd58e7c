package dev.glissade.tune.store;

import dev.glissade.tune.Param;
import dev.glissade.tune.Value;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A parameter as one of Optuna's three distributions, and its value as the number that Optuna
/// stores: the index of a choice, otherwise the value.
///
/// What Optuna lacks becomes the nearest distribution with the same values, on another scale:
/// `LogOneMinus` a uniform float, `PowerOfTwo` a logarithmic integer, `Ordinal` a categorical one,
/// `Fixed` one with a single value.
final class OptunaParam {
  private OptunaParam() {}

  /// Whether Optuna has the parameter as it is.
  static boolean isExact(Param param) {
    return switch (param) {
      case Param.Uniform _, Param.Log _, Param.Stepped _, Param.LogWhole _, Param.Choice _ -> true;
      case Param.Whole(long low, long high, long step) -> (high - low) % step == 0;
      case Param.LogOneMinus _, Param.PowerOfTwo _, Param.Ordinal _, Param.Fixed _ -> false;
    };
  }

  /// The distribution as JSON.
  static ObjectNode write(Param param) {
    return switch (param) {
      case Param.Uniform(double low, double high) -> real(low, high, false);
      case Param.Log(double low, double high) -> real(low, high, true);
      case Param.LogOneMinus(double low, double high) -> real(low, high, false);
      case Param.Stepped(double low, double high, double step) -> {
        ObjectNode distribution = real(low, high, false);
        ((ObjectNode) distribution.get("attributes")).put("step", step);
        yield distribution;
      }
      case Param.Whole(long low, long high, long step) -> whole(low, high, step, false);
      case Param.LogWhole(long low, long high) -> whole(low, high, 1, true);
      case Param.PowerOfTwo(long low, long high) -> whole(low, high, 1, true);
      case Param.Choice(List<String> words) -> words(words);
      case Param.Ordinal(List<String> words) -> words(words);
      case Param.Fixed(Value.Real(double number)) -> real(number, number, false);
      case Param.Fixed(Value.Whole(long number)) -> whole(number, number, 1, false);
      case Param.Fixed(Value.Word(String text)) -> words(List.of(text));
    };
  }

  private static ObjectNode distribution(String name, ObjectNode attributes) {
    ObjectNode distribution = JsonNodeFactory.instance.objectNode().put("name", name);
    distribution.set("attributes", attributes);
    return distribution;
  }

  private static ObjectNode real(double low, double high, boolean isLog) {
    ObjectNode attributes = JsonNodeFactory.instance.objectNode().putNull("step");
    return distribution(
        "FloatDistribution", attributes.put("low", low).put("high", high).put("log", isLog));
  }

  private static ObjectNode whole(long low, long high, long step, boolean isLog) {
    ObjectNode attributes = JsonNodeFactory.instance.objectNode().put("log", isLog);
    // Optuna takes no end that the step does not reach.
    long reached = low + (high - low) / step * step;
    return distribution(
        "IntDistribution", attributes.put("step", step).put("low", low).put("high", reached));
  }

  private static ObjectNode words(List<String> words) {
    ObjectNode attributes = JsonNodeFactory.instance.objectNode();
    ArrayNode choices = attributes.putArray("choices");
    words.forEach(choices::add);
    return distribution("CategoricalDistribution", attributes);
  }

  /// The number that Optuna stores for a value.
  static double internal(Param param, Value value) {
    return switch (value) {
      case Value.Real(double number) -> number;
      case Value.Whole(long number) -> number;
      case Value.Word(String text) ->
          switch (param) {
            case Param.Choice(List<String> words) -> words.indexOf(text);
            case Param.Ordinal(List<String> words) -> words.indexOf(text);
            default -> 0;
          };
    };
  }

  /// The parameter of a distribution. Choices that are no texts become the words of their JSON.
  ///
  /// @throws IllegalArgumentException if it is none of the three, or has impossible ends
  static Param read(JsonNode distribution) {
    JsonNode attributes = distribution.path("attributes");
    boolean isLog = attributes.path("log").asBoolean(false);
    JsonNode step = attributes.path("step");
    return switch (distribution.path("name").asString("")) {
      case "FloatDistribution" -> {
        double low = number(attributes, "low");
        double high = number(attributes, "high");
        if (isLog) {
          yield new Param.Log(low, high);
        }
        yield step.isNumber()
            ? new Param.Stepped(low, high, step.doubleValue())
            : new Param.Uniform(low, high);
      }
      case "IntDistribution" -> {
        long low = OptunaJson.whole(number(attributes, "low"));
        long high = OptunaJson.whole(number(attributes, "high"));
        long width = step.isNumber() ? OptunaJson.whole(step.doubleValue()) : 1;
        yield isLog ? new Param.LogWhole(low, high) : new Param.Whole(low, high, width);
      }
      case "CategoricalDistribution" -> {
        var words = new ArrayList<String>();
        for (JsonNode each : attributes.path("choices")) {
          words.add(each.isString() ? each.stringValue() : each.toString());
        }
        yield new Param.Choice(words);
      }
      case String name ->
          throw new IllegalArgumentException(
              "distribution: expected FloatDistribution, IntDistribution or"
                  + " CategoricalDistribution, but got "
                  + name
                  + " — help: `optuna storage upgrade` renames those before version 3");
    };
  }

  private static double number(JsonNode attributes, String name) {
    JsonNode node = attributes.path(name);
    if (!node.isNumber()) {
      throw new IllegalArgumentException(
          "distribution: expected a number as " + name + ", but got " + node);
    }
    return node.doubleValue();
  }

  /// The value that Optuna means by a number.
  ///
  /// @throws IllegalArgumentException if the parameter cannot have it
  static Value value(Param param, double internal) {
    Value value =
        switch (param) {
          case Param.Choice(List<String> words) -> {
            int index = internal >= 0 && internal < words.size() ? (int) internal : -1;
            if (index != internal) {
              throw new IllegalArgumentException(
                  "value: expected the index of one of " + words + ", but got " + internal);
            }
            yield Value.of(words.get(index));
          }
          case Param.Whole _, Param.LogWhole _ -> Value.of(OptunaJson.whole(internal));
          default -> Value.of(internal);
        };
    if (!param.contains(value)) {
      throw new IllegalArgumentException("value: expected one of " + param + ", but got " + value);
    }
    return value;
  }
}
