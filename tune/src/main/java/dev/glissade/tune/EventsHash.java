package dev.glissade.tune;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The hash of what was decided and what came of it.
final class EventsHash {
  private final MessageDigest digest;

  private EventsHash(MessageDigest digest) {
    this.digest = digest;
  }

  static String of(StudyState state) {
    try {
      EventsHash hash = new EventsHash(MessageDigest.getInstance("SHA-256"));
      for (long i = 0; i < state.size(); i++) {
        switch (state.slot(i)) {
          case Slot.Change(Event.Redefined event) -> hash.line(EventJson.line(event));
          case Work work -> hash.add(work, state);
        }
      }
      return HexFormat.of().formatHex(hash.digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void add(Work work, StudyState state) {
    Event.Assigned it = work.assigned();
    line(
        EventJson.line(
            new Event.Assigned(
                it.work(), it.trial(), it.decision(), it.configuration(), Optional.empty(), 0)));
    work.suggestions().forEach(each -> line(EventJson.line(each)));
    for (Report each : work.reports()) {
      line(EventJson.line(new Event.Reported(it.work(), each.step(), each.value())));
    }
    for (Event.KnobChanged each : work.knobs()) {
      ObjectNode object = EventJson.write(each);
      // Tickets are made by chance.
      object.put("ticket", name(state.trial(work.trial()), each));
      line(object.toString());
    }
    work.end().ifPresent(each -> line(EventJson.line(each)));
  }

  private static String name(TrialLog trial, Event.KnobChanged change) {
    return trial.knobs().stream()
        .map(TrialLog.Knob::request)
        .filter(it -> it.ticket().equals(change.ticket()))
        .map(Event.KnobRequested::knob)
        .findFirst()
        .orElse("");
  }

  private void line(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
  }
}
