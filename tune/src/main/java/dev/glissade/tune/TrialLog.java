package dev.glissade.tune;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the log says of one trial, over all its works but repeats.
final class TrialLog {
  private final List<Event.KnobRequested> wishes = new ArrayList<>(0);
  private final Map<String, Event.KnobChanged> changes = new HashMap<>(0);
  private Optional<Checkpoint> checkpoint = Optional.empty();
  private @Nullable Work last;
  private double seconds;
  private boolean isDiscarded;
  private boolean isCopy;

  /// A wish, and what came of it.
  record Knob(Event.KnobRequested request, Optional<Event.KnobChanged> change) {}

  void begin(Work work) {
    last = work;
    // Who asks for more gives it time.
    seconds = work.assigned().ticket().isPresent() ? 0 : seconds;
    // What it goes on from is now its own.
    checkpoint = work.sourceWhenAssigned();
    isCopy |= work.assigned().decision() instanceof Decision.Copy;
  }

  void take(double more) {
    seconds += more;
  }

  /// How long it took since somebody asked for it.
  double seconds() {
    return seconds;
  }

  void save(Work work) {
    if (work == last) {
      checkpoint = work.checkpoint();
    }
  }

  void discard() {
    checkpoint = Optional.empty();
    isDiscarded = true;
  }

  /// Whether a checkpoint of it was not kept.
  boolean isDiscarded() {
    return isDiscarded;
  }

  /// Whether it went on from the checkpoint of another trial, so that it cannot begin anew.
  boolean isCopy() {
    return isCopy;
  }

  void wish(Event.KnobRequested event) {
    wishes.add(event);
  }

  void change(Event.KnobChanged event) {
    changes.put(event.ticket(), event);
  }

  Optional<Checkpoint> checkpoint() {
    return checkpoint;
  }

  Optional<Work> last() {
    return Optional.ofNullable(last);
  }

  boolean isUnderWay() {
    return last != null && !last.isEnded();
  }

  /// The knobs that somebody asked to be set, in order, and where that was done last.
  List<Knob> knobs() {
    return wishes.stream()
        .map(it -> new Knob(it, Optional.ofNullable(changes.get(it.ticket()))))
        .toList();
  }
}
