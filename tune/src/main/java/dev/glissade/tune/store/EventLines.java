package dev.glissade.tune.store;

import dev.glissade.tune.Event;
import dev.glissade.tune.EventJson;
import dev.glissade.tune.StoreException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A study as JSON lines, one for each event in the form of `EventJson`: nothing is left out, so
/// that a study can move from one store to another.
public final class EventLines {
  private EventLines() {}

  /// Writes a file, or replaces it.
  ///
  /// @throws StoreException if it cannot be written
  public static void write(Path file, List<Event> events) {
    try {
      Beside.write(
          file,
          beside -> {
            try (BufferedWriter writer = Files.newBufferedWriter(beside, StandardCharsets.UTF_8)) {
              for (Event each : events) {
                writer.write(EventJson.line(each));
                writer.write('\n');
              }
            }
          });
    } catch (IOException | SQLException e) {
      throw new StoreException(file + ": cannot be written", e);
    }
  }

  /// The events of a file, which begin with an opening.
  ///
  /// @throws IllegalArgumentException naming the line that is no event, or whose key was there
  /// @throws StoreException if it cannot be read
  public static List<Event> read(Path file) {
    var events = new ArrayList<Event>();
    Set<String> keys = new HashSet<>();
    try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String line = reader.readLine();
      while (line != null) {
        events.add(readLine(file, events.size() + 1, line, keys));
        line = reader.readLine();
      }
    } catch (IOException e) {
      throw new StoreException(file + ": cannot be read", e);
    }
    if (events.isEmpty() || !(events.getFirst() instanceof Event.Opened)) {
      throw new IllegalArgumentException(
          file + ": expected a study that is opened in line 1, but got none");
    }
    return events;
  }

  private static Event readLine(Path file, int number, String line, Set<String> keys) {
    try {
      Event event = EventJson.readLine(line);
      if (event.key().isPresent() && !keys.add(event.key().get())) {
        throw new IllegalArgumentException(
            "event: expected one of " + event.key().get() + ", but got another");
      }
      return event;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ", line " + number + ": " + e.getMessage(), e);
    }
  }
}
