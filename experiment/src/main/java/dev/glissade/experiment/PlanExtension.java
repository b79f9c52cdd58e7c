package dev.glissade.experiment;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A longer plan for a run that is resumed.
///
/// @param epochs the new number of epochs, all together; empty to keep the plan
/// @param schedule `stretch`, `hold` or `append`: what becomes of the schedules of the
///     learning rate and of label smoothing
record PlanExtension(Optional<Integer> epochs, Optional<String> schedule) {
  /// What changes in the settings of the run.
  ///
  /// @throws IllegalArgumentException if one of the two is missing, or the plan is not longer
  Map<String, String> changes(RunSettings old) {
    if (epochs.isEmpty()) {
      if (schedule.isPresent()) {
        throw new IllegalArgumentException(
            "schedule: expected it together with epochs, but got it alone — help: add --epochs N");
      }
      return Map.of();
    }
    int planned = epochs.get();
    int before = new Epochs(old.epochs()).resolve(1);
    if (planned <= before) {
      throw new IllegalArgumentException(
          "epochs: expected more than the %d of the run, but got %d".formatted(before, planned));
    }
    String how = schedule.orElseThrow(() -> noChoice(planned));
    Map<String, String> changes = new HashMap<>(Map.of("epochs", planned + ""));
    changes.put("schedule", Schedules.extend(old.schedule(), before, planned, how));
    String smoothing = old.labelSmoothingSchedule();
    if (!smoothing.equals(Losses.CONSTANT)) {
      changes.put("label-smoothing-schedule", Schedules.extend(smoothing, before, planned, how));
    }
    return changes;
  }

  private static IllegalArgumentException noChoice(int planned) {
    return new IllegalArgumentException(
        "schedule: expected stretch, hold or append to go with epochs=%d, but got none — help: hold keeps the last learning rate, append begins the schedule anew, stretch draws it out over the longer plan"
            .formatted(planned));
  }
}
