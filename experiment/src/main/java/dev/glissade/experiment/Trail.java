package dev.glissade.experiment;

import dev.glissade.train.AtomicFiles;
import dev.glissade.train.Checkpoint;
import dev.glissade.train.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a training was after each of its steps: everything that a checkpoint would have held, each
/// tensor as a hash of its bits, each number as its text.
record Trail(List<Entry> entries) {
  private static final String STEP = "step";
  private static final String CONTENT = "content";

  /// What the training was after so many steps.
  record Entry(long step, Map<String, String> content) {
    static Entry of(Checkpoint checkpoint) {
      Safetensors file = checkpoint.encode();
      Map<String, String> content = new LinkedHashMap<>(file.metadata());
      file.tensors().forEach((name, tensor) -> content.put(name, hash(tensor.values())));
      return new Entry(checkpoint.clock().step(), content);
    }

    private static String hash(float[] values) {
      long hash = 0xCBF29CE484222325L;
      for (float value : values) {
        hash = (hash ^ Float.floatToRawIntBits(value)) * 0x100000001B3L;
      }
      return Long.toHexString(hash);
    }

    private String line() {
      ObjectNode line = Json.MAPPER.createObjectNode().put(STEP, step);
      ObjectNode all = line.putObject(CONTENT);
      content.forEach(all::put);
      return line + "\n";
    }

    private static Entry of(JsonNode line) {
      Map<String, String> content = new LinkedHashMap<>();
      line.path(CONTENT)
          .properties()
          .forEach(e -> content.put(e.getKey(), e.getValue().asString()));
      return new Entry(line.path(STEP).asLong(), content);
    }
  }

  /// Adds an entry to a file.
  static void append(Path file, Entry entry) {
    try {
      byte[] line = entry.line().getBytes(StandardCharsets.UTF_8);
      Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("trail: expected to write " + file + ", but got: " + e, e);
    }
  }

  /// Ends a line that a kill has cut short, so that nothing is appended to it.
  static void mend(Path file) {
    List<JsonNode> whole = RunLog.lines(file);
    if (!whole.isEmpty()) {
      StringBuilder text = new StringBuilder();
      whole.forEach(line -> text.append(line).append('\n'));
      AtomicFiles.write(file, text.toString());
    }
  }

  /// The entries of a file. A training that was killed has some steps twice.
  static Trail read(Path file) {
    List<Entry> entries = new ArrayList<>();
    RunLog.lines(file).forEach(line -> entries.add(Entry.of(line)));
    return new Trail(entries);
  }

  /// The earliest step at which the other trail, which may have steps several times, has something
  /// else than this one, and the first tensor or number of it; or a step that is missing there.
  Optional<ResumeProof.Difference> firstDifference(Trail other) {
    Map<Long, List<Entry>> found = new TreeMap<>();
    other.entries.forEach(
        entry -> found.computeIfAbsent(entry.step(), _ -> new ArrayList<>()).add(entry));
    for (Entry expected : entries) {
      List<Entry> got = found.getOrDefault(expected.step(), List.of());
      if (got.isEmpty()) {
        return Optional.of(new ResumeProof.Difference(expected.step(), STEP, "this step", "none"));
      }
      for (Entry entry : got) {
        Optional<ResumeProof.Difference> difference = difference(expected, entry);
        if (difference.isPresent()) {
          return difference;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<ResumeProof.Difference> difference(Entry expected, Entry got) {
    Map<String, String> names = new LinkedHashMap<>(expected.content());
    names.putAll(got.content());
    for (String name : names.keySet()) {
      String one = expected.content().getOrDefault(name, "none");
      String other = got.content().getOrDefault(name, "none");
      if (!one.equals(other)) {
        return Optional.of(new ResumeProof.Difference(expected.step(), name, one, other));
      }
    }
    return Optional.empty();
  }
}
