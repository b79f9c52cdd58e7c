package dev.glissade.tune.store;

import dev.glissade.tune.Event;

final class EventCodec {
  private EventCodec() {}

  static String write(Event event) {
    return switch (event) {
      case Event.Tested(int trial, String metric, double value) ->
          trial + "|" + metric + "|" + value;
      default -> throw new IllegalArgumentException();
    };
  }

  static Event read(String text) {
    String[] parts = text.split("\\|");
    if (parts.length < 3) {
      throw new IllegalArgumentException(text);
    }
    return new Event.Tested(Integer.parseInt(parts[0]), parts[1], Double.parseDouble(parts[2]));
  }
}
