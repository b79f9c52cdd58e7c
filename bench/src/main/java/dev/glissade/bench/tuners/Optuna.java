package dev.glissade.bench.tuners;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Optuna's TPE in a process of its own, which proposes cells and is told their losses, so that
/// both sides search the same tables.
public final class Optuna implements Contestant, AutoCloseable {
  private static final String SCRIPT = "optuna_tpe.py";

  private final JsonMapper json = new JsonMapper();
  private final Process process;
  private final Writer out;
  private final BufferedReader in;
  private final String name;

  /// Starts it.
  ///
  /// @param python an interpreter that has Optuna
  /// @throws IllegalArgumentException if it cannot be started or has not
  public Optuna(Path python) {
    try (InputStream script = Optuna.class.getResourceAsStream(SCRIPT)) {
      if (script == null) {
        throw new IllegalStateException("optuna: expected the resource " + SCRIPT);
      }
      String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      process =
          new ProcessBuilder(python.toString(), "-c", text)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "python: expected an interpreter, but got %s (%s)".formatted(python, e.getMessage()), e);
    }
    out = process.outputWriter(StandardCharsets.UTF_8);
    in = process.inputReader(StandardCharsets.UTF_8);
    try {
      name = "optuna-" + read().path("version").asString() + "-tpe";
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException(
          "python: expected an interpreter with Optuna, but got %s — help: pip install optuna"
              .formatted(python),
          e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isKept() {
    return true;
  }

  @Override
  public Play play(Problem problem, Search search) {
    write(request(problem.table(), search));
    List<Integer> cells = new ArrayList<>();
    JsonNode line = read();
    while (line.isArray()) {
      List<Double> losses = new ArrayList<>();
      for (JsonNode proposal : line) {
        int[] places = proposal.valueStream().mapToInt(JsonNode::asInt).toArray();
        cells.add(problem.table().cell(places));
        losses.add(problem.loss(cells.getLast()));
      }
      write(losses);
      line = read();
    }
    return new Play(cells, line.path("seconds").asDouble() / search.trials());
  }

  private static Map<String, Object> request(TuningTable table, Search search) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("counts", table.axes().stream().map(it -> it.values().size()).toList());
    request.put("unordered", table.axes().stream().map(TuningTable.Axis::isUnordered).toList());
    request.put("seed", search.seed());
    request.put("trials", search.trials());
    request.put("batch", search.batch());
    return request;
  }

  private void write(Object message) {
    try {
      out.write(json.writeValueAsString(message) + "\n");
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("optuna: expected a running process, but got: " + e, e);
    }
  }

  private JsonNode read() {
    try {
      String line = in.readLine();
      if (line == null) {
        throw new IllegalStateException("optuna: expected an answer, but its process has ended");
      }
      return json.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("optuna: expected an answer, but got: " + e, e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
