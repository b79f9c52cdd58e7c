package dev.glissade.tune;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Definitions of studies as JSON objects, and back.
///
/// All methods that read throw an `IllegalArgumentException` that says where something else was
/// expected; unknown keys are errors.
public final class DefinitionJson {
  private DefinitionJson() {}

  /// A definition as an object.
  public static ObjectNode write(Definition definition) {
    ObjectNode object = Fields.object();
    ArrayNode goals = object.putArray("goals");
    for (Goal each : definition.goals()) {
      goals
          .addObject()
          .put("metric", each.metric())
          .put("direction", Fields.lower(each.direction()));
    }
    object.set("space", SpaceJson.write(definition.space()));
    object
        .put("sampler", definition.sampler())
        .put("stopper", definition.stopper())
        .put("scheduler", definition.scheduler())
        .put("seed", definition.seed())
        .put("lag", definition.lag());
    ObjectNode notes = object.putObject("notes");
    definition.notes().forEach(notes::put);
    return object;
  }

  /// A definition from an object.
  public static Definition readDefinition(JsonNode node) {
    return Fields.read(
        "definition",
        node,
        it ->
            new Definition(
                it.list("goals", DefinitionJson::readGoal),
                SpaceJson.readSpace(it.node("space")),
                it.text("sampler"),
                it.text("stopper"),
                it.text("scheduler"),
                it.whole("seed"),
                it.count("lag"),
                readNotes(it.node("notes"))));
  }

  private static Goal readGoal(JsonNode node) {
    return Fields.read(
        "goal", node, it -> new Goal(it.text("metric"), it.word("direction", Direction.class)));
  }

  private static SequencedMap<String, String> readNotes(JsonNode node) {
    SequencedMap<String, String> notes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      notes.put(each.getKey(), Fields.text("notes." + each.getKey(), each.getValue()));
    }
    return notes;
  }
}
