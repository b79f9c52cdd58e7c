package dev.glissade.experiment;

import dev.glissade.nn.Parameter;
import dev.glissade.train.Finding;
import dev.glissade.train.OptimizerProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Settings that were changed and change nothing. Whether an optimiser uses a number is tried out,
/// so there is no table that could become wrong.
final class IdleSettings {
  private static final List<String> OF_OPTIMIZERS =
      List.of("beta", "beta1", "beta2", "epsilon", "weight-decay");
  private static final List<String> OF_HIDDEN = List.of("activation", "dropout");

  private IdleSettings() {}

  static List<Finding> findings(RunSettings settings, List<Parameter> parameters) {
    RunSettings usual = RunSettings.defaults(settings.optimizer(), settings.batchSize());
    ObjectNode said = Json.settings(settings);
    ObjectNode defaults = Json.settings(usual);
    List<Finding> found = new ArrayList<>();
    if (settings.hidden().isEmpty()) {
      OF_HIDDEN.stream()
          .filter(name -> !said.path(name).equals(defaults.path(name)))
          .forEach(name -> found.add(idle(name, said, "there is no hidden layer")));
    }
    OptimizerProbe mine = null;
    for (String name : OF_OPTIMIZERS) {
      if (said.path(name).equals(defaults.path(name))) {
        continue;
      }
      mine = mine == null ? probe(settings, parameters) : mine;
      Map<String, String> change = Map.of(name, defaults.path(name).asString());
      if (mine.isLike(probe(SettingsFile.with(settings, change), parameters))) {
        found.add(idle(name, said, settings.optimizer() + " does not use it"));
      }
    }
    return found;
  }

  private static OptimizerProbe probe(RunSettings settings, List<Parameter> parameters) {
    return new OptimizerProbe(Optimizers.of(settings), parameters);
  }

  private static Finding idle(String name, ObjectNode said, String why) {
    return new Finding(
        "option-without-effect",
        name + " is " + said.path(name).asString() + " and has no effect",
        why,
        name.equals("weight-decay")
            ? "leave it out, or choose an optimizer with decay, such as adamw"
            : "leave it out");
  }
}
