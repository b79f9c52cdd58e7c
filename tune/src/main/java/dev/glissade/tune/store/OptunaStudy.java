package dev.glissade.tune.store;

import dev.glissade.tune.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/// A study as Optuna keeps it, while it is read or written. Trials are in the order of their
/// numbers.
record OptunaStudy(
    String name,
    List<Direction> directions,
    SequencedMap<String, JsonNode> userAttributes,
    SequencedMap<String, JsonNode> systemAttributes,
    List<OptunaTrial> trials) {
  /// Without attributes and trials yet.
  static OptunaStudy begun(String name, List<Direction> directions) {
    return new OptunaStudy(
        name, directions, new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
  }
}
