package dev.glissade.tune;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Decisions as JSON objects, and back.
final class DecisionJson {
  private DecisionJson() {}

  static ObjectNode write(Decision decision) {
    return switch (decision) {
      case Decision.Begin(long until) -> kind("begin").put("until", until);
      case Decision.Resume(int trial, long until) ->
          kind("resume").put("trial", trial).put("until", until);
      case Decision.Copy(int trial, int source, Configuration configuration, long until) -> {
        ObjectNode object = kind("copy").put("trial", trial).put("source", source);
        object.set("configuration", SpaceJson.write(configuration));
        yield object.put("until", until);
      }
      case Decision.Repeat(int trial, int seed, long until) ->
          kind("repeat").put("trial", trial).put("seed", seed).put("until", until);
      case Decision.Await() -> kind("await");
      case Decision.Finish() -> kind("finish");
    };
  }

  private static ObjectNode kind(String kind) {
    return Fields.object().put("kind", kind);
  }

  static Decision readDecision(JsonNode node) {
    return Fields.read("decision", node, DecisionJson::readDecision);
  }

  private static Decision readDecision(Fields it) {
    return switch (it.text("kind")) {
      case "begin" -> new Decision.Begin(it.whole("until"));
      case "resume" -> new Decision.Resume(it.count("trial"), it.whole("until"));
      case "copy" ->
          new Decision.Copy(
              it.count("trial"),
              it.count("source"),
              SpaceJson.readConfiguration(it.node("configuration")),
              it.whole("until"));
      case "repeat" -> new Decision.Repeat(it.count("trial"), it.count("seed"), it.whole("until"));
      case "await" -> new Decision.Await();
      case "finish" -> new Decision.Finish();
      case String other ->
          throw new IllegalArgumentException(
              "decision: expected a kind of decision, but got " + other);
    };
  }
}
