package dev.glissade.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Settings from `run.yaml` and from options, and back. What is not said gets its default; a name
/// that is unknown is an error.
public final class SettingsFile {
  private static final long LARGEST = 1 << 20;
  /// An older name of `norm batch` and `norm none`.
  static final String BATCH_NORM = "batch-norm";

  private static final String NORM = "norm";
  private static final JsonNode ANY_INT = JsonNodeFactory.instance.numberNode(0);

  private SettingsFile() {}

  /// Reads settings that somebody wrote or a run left, changed by `changes`, which are texts by
  /// the settings' names.
  ///
  /// @throws IllegalArgumentException naming the file and the setting
  public static RunSettings read(Path file, Map<String, String> changes) {
    ObjectNode settings = tree(file);
    RunSettings written = resolve(file + "", settings, Set.of());
    return changes.isEmpty() ? written : with(written, settings, changes);
  }

  /// Settings for `data`, changed by `changes`.
  public static RunSettings of(String data, Map<String, String> changes) {
    ObjectNode settings = Json.SETTINGS.createObjectNode();
    changes.forEach(settings::put);
    settings.put("data", data);
    return resolve("", settings, changes.keySet());
  }

  /// `settings` with some of them changed.
  static RunSettings with(RunSettings settings, Map<String, String> changes) {
    return with(settings, Json.settings(settings), changes);
  }

  /// Settings of which some were said, the rest being usual.
  ///
  /// @param where to say in messages where they are
  static RunSettings of(String where, ObjectNode said) {
    return resolve(where, said, Set.of());
  }

  /// What was said, changed; what was not said is usual for the changed ones.
  static RunSettings with(ObjectNode said, Map<String, String> changes) {
    return with(of("", said), said, changes);
  }

  /// The same settings for whatever the data are now.
  static RunSettings anyData(RunSettings settings) {
    ObjectNode all = Json.settings(settings);
    all.remove("fingerprint");
    return resolve("", all, Set.of());
  }

  /// What was written, with changes; mistakes in these are not said to be in a file.
  static RunSettings with(RunSettings written, ObjectNode settings, Map<String, String> changes) {
    ObjectNode changed = settings.deepCopy();
    String optimizer = changes.getOrDefault("optimizer", written.optimizer());
    changed.remove(
        changed.propertyNames().stream()
            .filter(name -> Optimizers.isWithoutEffect(optimizer, name))
            .toList());
    changed.put("data", written.data());
    if (changes.containsKey(BATCH_NORM) || changes.containsKey(NORM)) {
      changed.remove(List.of(BATCH_NORM, NORM));
    }
    if (changes.containsKey("optimizer") || changes.containsKey("dialect")) {
      changed.remove("conventions");
    }
    changes.forEach(changed::put);
    return resolve("", changed, changes.keySet());
  }

  private static boolean isSame(JsonNode usual, JsonNode value) {
    return usual.asDouble() == value.asDouble();
  }

  /// The content of a file of settings, unchecked.
  ///
  /// @throws IllegalArgumentException if it has none
  static ObjectNode tree(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw wrong(file + "", "settings of at most 1 MiB", Files.size(file) + " bytes");
      }
      if (Json.SETTINGS.readTree(Files.readString(file)) instanceof ObjectNode settings) {
        return settings;
      }
      throw wrong(file + "", "lines of the form name: value", "something else");
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
          where + ": expected YAML, but got: " + oneLine(e.getOriginalMessage()), e);
    }
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s+", " ");
  }

  /// Fills in what is not said. A setting that the optimiser does not read must not be said, or,
  /// where a run has written all of them, have its usual value; `strict` are those that a person
  /// chose.
  private static RunSettings resolve(String where, ObjectNode written, Set<String> strict) {
    String prefix = where.isEmpty() ? "" : where + ": ";
    ObjectNode said = withoutAlias(prefix, written);
    String optimizer = said.path("optimizer").asString("adam");
    String batchSize = said.path("batch-size").asString(RunSettings.USUAL_BATCH);
    ObjectNode all = Json.settings(RunSettings.defaults(optimizer, batchSize));
    for (Map.Entry<String, JsonNode> entry : said.properties()) {
      JsonNode usual = all.get(entry.getKey());
      if (usual == null) {
        throw RunSettings.unknown(where.isEmpty() ? "settings" : where, entry.getKey());
      }
      JsonNode value = checked(prefix + entry.getKey(), usual, entry.getValue());
      if (Optimizers.isWithoutEffect(optimizer, entry.getKey())
          && (strict.contains(entry.getKey()) || !isSame(usual, value))) {
        throw Optimizers.withoutEffect(prefix, optimizer, entry.getKey());
      }
      all.set(entry.getKey(), value);
    }
    if (all.path("data").asString().isBlank()) {
      throw wrong(where, "the name of the data", "none");
    }
    try {
      return Json.SETTINGS.treeToValue(all, RunSettings.class);
    } catch (JacksonException e) {
      String message =
          e.getCause() instanceof IllegalArgumentException mistake
              ? mistake.getMessage()
              : e.getOriginalMessage();
      throw new IllegalArgumentException(prefix + message, e);
    }
  }

  /// `norm` instead of `batch-norm`.
  private static ObjectNode withoutAlias(String prefix, ObjectNode written) {
    if (!written.has(BATCH_NORM)) {
      return written;
    }
    if (written.has(NORM)) {
      throw wrong(prefix + BATCH_NORM, "norm or batch-norm", "both");
    }
    ObjectNode said = written.deepCopy();
    JsonNode usual = JsonNodeFactory.instance.booleanNode(true);
    JsonNode isOn = checked(prefix + BATCH_NORM, usual, said.remove(BATCH_NORM));
    return said.put(NORM, isOn.asBoolean() ? Norms.BATCH : Norms.NONE);
  }

  /// The value in the form of the usual one.
  private static JsonNode checked(String place, JsonNode usual, JsonNode said) {
    boolean isSingle = usual.isArray() && said.isNumber();
    JsonNode value = said.isString() || isSingle ? parsed(usual, said.asString()) : said;
    return switch (usual.getNodeType()) {
      case BOOLEAN -> require(place, "true or false", value.isBoolean(), value);
      case NUMBER ->
          usual.isIntegralNumber()
              ? require(place, "a whole number", isWhole(usual, value), value)
              : require(place, "a number", value.isNumber(), value);
      case ARRAY -> areNumbers(usual) ? numbers(place, value) : words(place, value);
      default -> {
        boolean isAbsent = value.isNull() && !usual.isString();
        require(place, "a word", value.isString() || value.isNumber() || isAbsent, value);
        yield isAbsent ? value : Json.SETTINGS.getNodeFactory().stringNode(value.asString());
      }
    };
  }

  /// Whether a list is one of numbers; only a list of words is usually empty.
  private static boolean areNumbers(JsonNode list) {
    return !list.isEmpty();
  }

  private static JsonNode numbers(String place, JsonNode value) {
    value.forEach(each -> require(place, "whole numbers", isWhole(ANY_INT, each), each));
    return require(place, "whole numbers such as 128,64, or none", value.isArray(), value);
  }

  private static JsonNode words(String place, JsonNode value) {
    require(place, "names such as name,ticket, or none", value.isArray(), value);
    ArrayNode words = Json.SETTINGS.createArrayNode();
    for (JsonNode each : value) {
      require(place, "names", each.isString() || each.isNumber(), each);
      words.add(each.asString());
    }
    return words;
  }

  /// A text in the form of the usual value; the text itself if it has not that form.
  private static JsonNode parsed(JsonNode usual, String text) {
    JsonNodeFactory nodes = Json.SETTINGS.getNodeFactory();
    try {
      return switch (usual.getNodeType()) {
        case BOOLEAN ->
            switch (text) {
              case "true" -> nodes.booleanNode(true);
              case "false" -> nodes.booleanNode(false);
              default -> nodes.stringNode(text);
            };
        case NUMBER ->
            usual.isIntegralNumber()
                ? nodes.numberNode(Long.parseLong(text))
                : nodes.numberNode(Double.parseDouble(text));
        case ARRAY -> {
          ArrayNode list = nodes.arrayNode();
          if (!text.equals("none")) {
            for (String part : text.split(",", -1)) {
              if (areNumbers(usual)) {
                list.add(Long.parseLong(part.strip()));
              } else {
                list.add(part.strip());
              }
            }
          }
          yield list;
        }
        default -> nodes.stringNode(text);
      };
    } catch (NumberFormatException _) {
      return nodes.stringNode(text);
    }
  }

  private static boolean isWhole(JsonNode usual, JsonNode value) {
    return value.isIntegralNumber()
        && (usual.isLong() ? value.canConvertToLong() : value.canConvertToInt());
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
