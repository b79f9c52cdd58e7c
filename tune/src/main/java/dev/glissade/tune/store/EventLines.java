package dev.glissade.tune.store;

import dev.glissade.tune.Event;
import dev.glissade.tune.EventJson;
import dev.glissade.tune.Shift;
import dev.glissade.tune.ShiftJson;
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

/// A study as JSON lines, one for each event in the form of `EventJson` and then one for each shift
/// in that of `ShiftJson`: nothing is left out, so that a study can move from one store to another.
public final class EventLines {
  /// All of a study.
  public record Content(List<Event> events, List<Shift> shifts) {}

  private EventLines() {}

  /// Writes a file, or replaces it.
  ///
  /// @throws StoreException if it cannot be written
  public static void write(Path file, Content content) {
    try {
      Beside.write(
          file,
          beside -> {
            try (BufferedWriter writer = Files.newBufferedWriter(beside, StandardCharsets.UTF_8)) {
              for (Event each : content.events()) {
                writer.write(EventJson.line(each) + "\n");
              }
              for (Shift each : content.shifts()) {
                writer.write(ShiftJson.line(each) + "\n");
              }
            }
          });
    } catch (IOException | SQLException e) {
      throw new StoreException(file + ": cannot be written", e);
    }
  }

  /// The content of a file, which begins with an opening.
  ///
  /// @throws IllegalArgumentException naming the line that is no event, or whose key was there
  /// @throws StoreException if it cannot be read
  public static Content read(Path file) {
    var content = new Content(new ArrayList<>(), new ArrayList<>());
    Set<String> keys = new HashSet<>();
    int number = 0;
    try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String line = reader.readLine();
      while (line != null) {
        number++;
        readLine(content, line, keys);
        line = reader.readLine();
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ", line " + number + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new StoreException(file + ": cannot be read", e);
    }
    List<Event> events = content.events();
    if (events.isEmpty() || !(events.getFirst() instanceof Event.Opened)) {
      throw new IllegalArgumentException(
          file + ": expected a study that is opened in line 1, but got none");
    }
    return content;
  }

  private static void readLine(Content content, String line, Set<String> keys) {
    if (ShiftJson.isShift(line)) {
      content.shifts().add(ShiftJson.readLine(line));
      return;
    }
    Event event = EventJson.readLine(line);
    if (event.key().isPresent() && !keys.add(event.key().get())) {
      throw new IllegalArgumentException(
          "event: expected one of " + event.key().get() + ", but got another");
    }
    content.events().add(event);
  }
}
