package dev.glissade.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// A command that was run within this JVM: its exit code and what it printed.
record Invocation(int code, String out, String err) {
  static Invocation of(Object... arguments) {
    return on(0, false, arguments);
  }

  /// On a screen of so many columns; 0 for no screen.
  static Invocation on(int columns, boolean isColoured, Object... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            columns,
            isColoured);
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int code = Main.run(terminal, words);
    return new Invocation(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// The same, failing the test unless the command succeeded.
  static Invocation done(Object... arguments) {
    Invocation invocation = of(arguments);
    if (invocation.code() != 0) {
      throw new AssertionError("exit code " + invocation.code() + ": " + invocation.err());
    }
    return invocation;
  }

  JsonNode json() {
    return new ObjectMapper().readTree(out);
  }
}
