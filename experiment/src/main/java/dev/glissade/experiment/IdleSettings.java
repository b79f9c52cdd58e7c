package dev.glissade.experiment;

import dev.glissade.train.Finding;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Settings that were changed and change nothing. Those that an optimiser does not read are refused
/// before it comes to this.
final class IdleSettings {
  private static final List<String> OF_HIDDEN = List.of("activation", "dropout");

  private IdleSettings() {}

  static List<Finding> findings(RunSettings settings) {
    if (!settings.hidden().isEmpty()) {
      return List.of();
    }
    RunSettings usual = RunSettings.defaults(settings.optimizer(), settings.batchSize());
    ObjectNode said = Json.settings(settings);
    ObjectNode defaults = Json.settings(usual);
    return OF_HIDDEN.stream()
        .filter(name -> !said.path(name).equals(defaults.path(name)))
        .map(name -> idle(name, said))
        .toList();
  }

  private static Finding idle(String name, ObjectNode said) {
    return new Finding(
        "option-without-effect",
        name + " is " + said.path(name).asString() + " and has no effect",
        "there is no hidden layer",
        "leave it out");
  }
}
