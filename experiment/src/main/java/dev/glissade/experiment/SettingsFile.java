package dev.glissade.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Settings from `run.yaml` and from options, and back. What is not said gets its default; a name
/// that is unknown is an error.
public final class SettingsFile {
  private static final long LARGEST = 1 << 20;

  private SettingsFile() {}

  /// Reads settings that somebody wrote or a run left, changed by `changes`.
  ///
  /// @throws IllegalArgumentException naming the file and the setting
  public static RunSettings read(Path file, Map<String, ?> changes) {
    JsonNode tree;
    try {
      if (Files.size(file) > LARGEST) {
        throw wrong(file + "", "settings of at most 1 MiB", Files.size(file) + " bytes");
      }
      tree = Json.SETTINGS.readTree(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + ": expected a file of settings, but got none", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + ": expected a readable file, but got " + e, e);
    } catch (JacksonException e) {
      String where =
          e.getLocation() == null
              ? file + ""
              : file + ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
      throw new IllegalArgumentException(
          where + ": expected YAML, but got: " + e.getOriginalMessage(), e);
    }
    if (!(tree instanceof ObjectNode settings)) {
      throw wrong(file + "", "lines of the form name: value", "something else");
    }
    put(settings, changes);
    return resolve(file + "", settings);
  }

  /// Settings for `data`, changed by `changes`.
  public static RunSettings of(String data, Map<String, ?> changes) {
    ObjectNode settings = Json.SETTINGS.createObjectNode();
    settings.put("data", data);
    put(settings, changes);
    return resolve("settings", settings);
  }

  private static void put(ObjectNode settings, Map<String, ?> changes) {
    BiConsumer<String, Object> set = (name, value) -> settings.set(name, node(value));
    changes.forEach(set);
  }

  private static JsonNode node(Object value) {
    return Json.SETTINGS.valueToTree(value);
  }

  /// Fills in what is not said.
  private static RunSettings resolve(String where, ObjectNode said) {
    JsonNode optimizer = said.path("optimizer");
    String name = optimizer.isString() ? optimizer.stringValue() : "adam";
    ObjectNode all = Json.settings(RunSettings.defaults("", name));
    for (Map.Entry<String, JsonNode> entry : said.properties()) {
      JsonNode usual = all.get(entry.getKey());
      if (usual == null) {
        throw RunSettings.unknown(where, entry.getKey());
      }
      String place = where.equals("settings") ? entry.getKey() : where + ": " + entry.getKey();
      all.set(entry.getKey(), checked(place, usual, entry.getValue()));
    }
    if (all.path("data").asString().isBlank()) {
      throw wrong(where, "the name of the data", "none");
    }
    return Json.SETTINGS.treeToValue(all, RunSettings.class);
  }

  private static JsonNode checked(String place, JsonNode usual, JsonNode value) {
    return switch (usual.getNodeType()) {
      case BOOLEAN -> require(place, "true or false", value.isBoolean(), value);
      case NUMBER ->
          usual.isIntegralNumber()
              ? require(place, "a whole number", isWhole(usual, value), value)
              : require(place, "a number", value.isNumber(), value);
      case ARRAY -> list(place, value);
      case STRING -> {
        require(place, "a word", value.isString() || value.isNumber(), value);
        yield Json.SETTINGS.getNodeFactory().stringNode(value.asString());
      }
      default -> {
        require(place, "a word", value.isString() || value.isNumber() || value.isNull(), value);
        yield value.isNull() ? value : Json.SETTINGS.getNodeFactory().stringNode(value.asString());
      }
    };
  }

  private static boolean isWhole(JsonNode usual, JsonNode value) {
    return value.isIntegralNumber()
        && (usual.isLong() ? value.canConvertToLong() : value.canConvertToInt());
  }

  private static JsonNode list(String place, JsonNode value) {
    ArrayNode list = Json.SETTINGS.createArrayNode();
    if (value instanceof ArrayNode several) {
      several.forEach(
          each ->
              list.add(
                  require(
                      place,
                      "whole numbers",
                      each.canConvertToInt() && each.isIntegralNumber(),
                      each)));
    } else {
      list.add(
          require(
              place, "whole numbers", value.canConvertToInt() && value.isIntegralNumber(), value));
    }
    return list;
  }

  private static JsonNode require(String place, String expected, boolean isRight, JsonNode value) {
    if (!isRight) {
      throw wrong(place, expected, value.isValueNode() ? "'" + value.asString() + "'" : value + "");
    }
    return value;
  }

  private static IllegalArgumentException wrong(String where, String expected, String got) {
    return new IllegalArgumentException(
        "%s: expected %s, but got %s".formatted(where, expected, got));
  }

  /// The settings as YAML.
  static String write(RunSettings settings) {
    return Json.SETTINGS.writeValueAsString(Json.settings(settings));
  }
}
