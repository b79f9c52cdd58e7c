package dev.glissade.cli;

import dev.glissade.optim.Clock;
import dev.glissade.train.Metrics;
import dev.glissade.train.TrainEvent;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Shows how far a training is: a bar with rate and remaining time that is redrawn on a screen, and
/// plain lines elsewhere.
final class ProgressView implements Consumer<TrainEvent> {
  private static final long REDRAW_NANOS = 100_000_000;
  private static final int BAR = 24;
  private static final int MOST_LINES = 40;

  private final Terminal terminal;
  private final boolean isQuiet;
  private Clock beginning = Clock.start(1, 1);
  private Clock now = beginning;
  private long start = System.nanoTime();
  private long drawn;
  private String latest = "";

  ProgressView(Terminal terminal, boolean isQuiet) {
    this.terminal = terminal;
    this.isQuiet = isQuiet;
  }

  /// Training begins here.
  void begin(Clock clock) {
    beginning = clock;
    now = clock;
    start = System.nanoTime();
  }

  @Override
  public void accept(TrainEvent event) {
    if (isQuiet) {
      return;
    }
    now = event.clock();
    switch (event) {
      case TrainEvent.StepFinished step -> {
        if (terminal.isScreen() && System.nanoTime() - drawn > REDRAW_NANOS) {
          latest = latest.isEmpty() ? "cost " + MetricsTable.number(step.cost()) : latest;
          draw();
        }
      }
      case TrainEvent.EpochFinished epoch -> {
        latest = results(epoch);
        if (terminal.isScreen()) {
          draw();
        } else if (isLineDue(now)) {
          terminal.err().println(line(now.epoch()) + "  " + latest + "  " + rate());
        }
      }
      case TrainEvent.KnobChanged change ->
          note("%s %s, before %s".formatted(change.knob(), change.after(), change.before()));
      case TrainEvent.Stopped stopped -> note("stopped: " + stopped.reason());
      case TrainEvent.Spiked spiked -> note(spiked.spike().toString());
      case TrainEvent.Observed _, TrainEvent.CheckpointWritten _, TrainEvent.Diverged _ -> {}
    }
  }

  private void draw() {
    drawn = System.nanoTime();
    double done = now.fraction();
    int full = (int) Math.round(done * BAR);
    String bar = "━".repeat(full) + "╌".repeat(BAR - full);
    long epoch = Math.min(now.epoch() + 1, now.plannedEpochs());
    terminal.redraw(line(epoch) + " " + bar + " " + remaining() + "  " + latest + "  " + rate());
  }

  private static boolean isLineDue(Clock clock) {
    long every = Math.ceilDiv(clock.plannedEpochs(), MOST_LINES);
    return clock.epoch() % every == 0 || clock.isDone();
  }

  private String line(long epoch) {
    int width = Long.toString(now.plannedEpochs()).length();
    return String.format(Locale.ROOT, "epoch %" + width + "d/%d", epoch, now.plannedEpochs());
  }

  private static String results(TrainEvent.EpochFinished epoch) {
    StringBuilder text = new StringBuilder("loss " + MetricsTable.number(epoch.trainLoss()));
    Optional<Map<String, Double>> validation = epoch.validation().map(Metrics::values);
    validation.ifPresent(
        values -> {
          text.append("  validation");
          values.forEach(
              (name, value) -> {
                if (!name.equals("macro_f1") && !name.equals("mae")) {
                  text.append(' ').append(name).append(' ').append(MetricsTable.number(value));
                }
              });
        });
    return text.toString();
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  private String rate() {
    double rate = (now.samples() - beginning.samples()) / seconds();
    return String.format(Locale.ROOT, "%,.0f examples/s", rate);
  }

  private String remaining() {
    double gone = now.fraction() - beginning.fraction();
    if (gone <= 0) {
      return "ETA --:--";
    }
    long left = Math.round(seconds() * (1 - now.fraction()) / gone);
    return left < 3600
        ? String.format(Locale.ROOT, "ETA %d:%02d", left / 60, left % 60)
        : String.format(Locale.ROOT, "ETA %d:%02d:%02d", left / 3600, left / 60 % 60, left % 60);
  }

  private void note(String text) {
    end();
    terminal.err().println(text);
  }

  /// Leaves a clean line.
  void end() {
    if (!isQuiet && terminal.isScreen()) {
      terminal.clearLine();
    }
  }
}
