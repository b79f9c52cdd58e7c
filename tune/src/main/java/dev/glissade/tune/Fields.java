package dev.glissade.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The fields of one JSON object that is read: each is asked for by name and kind, and what was not
/// asked for is an error.
final class Fields {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(1 << 24)
                          .maxStringLength(1 << 20)
                          .maxNestingDepth(32)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final String place;
  private final JsonNode object;
  private final List<String> asked = new ArrayList<>(8);

  private Fields(String place, JsonNode object) {
    this.place = place;
    this.object = object;
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException notJson) {
      throw new IllegalArgumentException(
          "json: expected one value, but got " + shortened(text), notJson);
    }
  }

  /// Reads an object, and checks that nothing in it is left over.
  static <T> T read(String place, JsonNode node, Function<Fields, T> reader) {
    if (!node.isObject()) {
      throw wrong(place, "an object", node);
    }
    Fields fields = new Fields(place, node);
    T result = reader.apply(fields);
    for (String name : node.propertyNames()) {
      if (!fields.asked.contains(name)) {
        throw new IllegalArgumentException(
            place + ": expected no more than " + fields.asked + ", but got " + name);
      }
    }
    return result;
  }

  JsonNode node(String name) {
    return maybe(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    place + ": expected " + name + ", but got " + shortened(object.toString())));
  }

  Optional<JsonNode> maybe(String name) {
    asked.add(name);
    return object.optional(name).filter(it -> !it.isNull());
  }

  String text(String name) {
    return text(at(name), node(name));
  }

  long whole(String name) {
    return whole(at(name), node(name));
  }

  int count(String name) {
    return count(at(name), node(name));
  }

  double real(String name) {
    return real(at(name), node(name));
  }

  boolean truth(String name) {
    JsonNode node = node(name);
    if (!node.isBoolean()) {
      throw wrong(at(name), "true or false", node);
    }
    return node.booleanValue();
  }

  <E extends Enum<E>> E word(String name, Class<E> kind) {
    String word = text(name);
    for (E each : kind.getEnumConstants()) {
      if (lower(each).equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        at(name) + ": expected one of " + List.of(kind.getEnumConstants()) + ", but got " + word);
  }

  <T> List<T> list(String name, Function<JsonNode, T> reader) {
    return list(at(name), node(name), reader);
  }

  String at(String name) {
    return place + "." + name;
  }

  static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  static String text(String place, JsonNode node) {
    if (!node.isString()) {
      throw wrong(place, "a text", node);
    }
    return node.stringValue();
  }

  private static long whole(String place, JsonNode node) {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw wrong(place, "a whole number", node);
    }
    return node.longValue();
  }

  static int count(String place, JsonNode node) {
    long number = whole(place, node);
    if (number != (int) number) {
      throw wrong(place, "a whole number of 32 bits", node);
    }
    return (int) number;
  }

  /// A number; those that JSON does not have are written as texts.
  static double real(String place, JsonNode node) {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    return switch (text(place, node)) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      case String _ -> throw wrong(place, "a number", node);
    };
  }

  static JsonNode real(double number) {
    return Double.isFinite(number)
        ? JsonNodeFactory.instance.numberNode(number)
        : JsonNodeFactory.instance.stringNode(Double.toString(number));
  }

  static <T> List<T> list(String place, JsonNode node, Function<JsonNode, T> reader) {
    if (!node.isArray()) {
      throw wrong(place, "a list", node);
    }
    var items = new ArrayList<T>(node.size());
    node.forEach(each -> items.add(reader.apply(each)));
    return items;
  }

  static IllegalArgumentException wrong(String place, String expected, JsonNode got) {
    return new IllegalArgumentException(
        place + ": expected " + expected + ", but got " + shortened(got.toString()));
  }

  private static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
