package dev.glissade.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Help;

/// Where a command prints: results to `out`, everything else to `err`; both in UTF-8.
///
/// @param columns the width of the screen that `err` goes to; 0 if it goes elsewhere
/// @param isColoured whether colours are wanted
record Terminal(PrintStream out, PrintStream err, int columns, boolean isColoured) {
  private static final int HELP_COLUMNS = 100;
  private static final int FEWEST_COLUMNS = 20;

  /// That of this process. The launcher tells whether there is a screen; without it, the JVM is
  /// asked.
  static Terminal ofProcess() {
    int columns = Integer.getInteger("glissade.columns", -1);
    if (columns < 0) {
      var console = System.console();
      columns = console != null && console.isTerminal() ? 80 : 0;
    }
    String noColor = System.getenv("NO_COLOR");
    boolean wantsColour = noColor == null || noColor.isEmpty();
    boolean isCapable = !"dumb".equals(System.getenv("TERM"));
    return new Terminal(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        isCapable ? columns : 0,
        columns > 0 && wantsColour && isCapable);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /// Whether lines can be redrawn.
  boolean isScreen() {
    return columns >= FEWEST_COLUMNS;
  }

  /// Replaces the current line of the screen, cut to its width.
  void redraw(String line) {
    int fit = Math.min(line.codePointCount(0, line.length()), columns - 1);
    err.print("\r" + line.substring(0, line.offsetByCodePoints(0, fit)) + "\u001b[K");
    err.flush();
  }

  /// Empties the current line of the screen.
  void clearLine() {
    err.print("\r\u001b[K");
    err.flush();
  }

  PrintWriter outWriter() {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }

  PrintWriter errWriter() {
    return new PrintWriter(err, true, StandardCharsets.UTF_8);
  }

  Help.ColorScheme helpColors() {
    return Help.defaultColorScheme(isColoured ? Help.Ansi.ON : Help.Ansi.OFF);
  }

  int helpWidth() {
    return columns == 0 ? HELP_COLUMNS : Math.clamp(columns, 60, HELP_COLUMNS);
  }
}
