package dev.glissade.tune;

/// What a number among the works stands for.
sealed interface Slot permits Slot.Change, Work {
  /// A changed definition, which counts as ended.
  record Change(Event.Redefined event) implements Slot {
    @Override
    public boolean isEnded() {
      return true;
    }
  }

  /// Whether all of it is known.
  boolean isEnded();
}
