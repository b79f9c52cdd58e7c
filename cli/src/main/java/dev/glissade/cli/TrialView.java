package dev.glissade.cli;

import dev.glissade.experiment.StudySettings;
import dev.glissade.tune.Configuration;
import dev.glissade.tune.Decision;
import dev.glissade.tune.Direction;
import dev.glissade.tune.Event;
import dev.glissade.tune.Progress;
import dev.glissade.tune.StudyState;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Shows the trials of a study: a line for each that has ended, and on a screen a last line, which
/// is redrawn, with the best so far, those under way, the rate and the remaining time.
final class TrialView implements Consumer<Progress> {
  private static final long REDRAW_NANOS = 100_000_000;
  private static final int BAR = 16;

  private final Terminal terminal;
  private final boolean isQuiet;
  private final StudySettings settings;
  private final List<String> names = new ArrayList<>();
  private final List<Integer> widths = new ArrayList<>();
  private final Map<Long, Running> running = new LinkedHashMap<>();
  private final long start = System.nanoTime();
  private final int planned;
  private int ended;
  private int endedHere;
  private long drawn;
  private boolean isHeadingDue = true;
  private Optional<Best> best;

  private record Best(int trial, double value) {}

  /// A work under way.
  private record Running(Event.Assigned work, long step, double value) {
    Running reported(long newStep, double newValue) {
      return new Running(work, newStep, newValue);
    }
  }

  TrialView(Terminal terminal, boolean isQuiet, StudyState state, StudySettings settings) {
    this.terminal = terminal;
    this.isQuiet = isQuiet;
    this.settings = settings;
    settings.space().dimensions().forEach(each -> names.add(each.name()));
    names.forEach(name -> widths.add(Math.max(9, name.length())));
    var budget = settings.budget();
    this.planned = budget.trials() + budget.leaders() * budget.seeds();
    List<TrialRecord> trials = state.history().trials();
    this.ended = (int) trials.stream().filter(it -> it.state() != TrialState.RUNNING).count();
    this.best =
        trials.stream()
            .filter(it -> it.state() == TrialState.COMPLETE)
            .map(it -> new Best(it.number(), it.values().getFirst()))
            .reduce((one, other) -> isBetter(other.value, one.value) ? other : one);
  }

  private boolean isBetter(double value, double than) {
    Direction direction = settings.goals().getFirst().direction();
    return direction.loss(value) < direction.loss(than);
  }

  @Override
  public synchronized void accept(Progress progress) {
    if (isQuiet) {
      return;
    }
    switch (progress) {
      case Progress.Begun(Event.Assigned work, String _, long from) ->
          running.put(work.work(), new Running(work, from, Double.NaN));
      case Progress.Reported(int trial, long step, double value) ->
          find(trial, step).ifPresent(it -> it.setValue(it.getValue().reported(step, value)));
      case Progress.Ended(int _, Event.Ended end) -> ended(end);
      case Progress.Left(int trial, String _) ->
          find(trial, Long.MAX_VALUE).ifPresent(it -> running.remove(it.getKey()));
    }
    if (terminal.isScreen() && System.nanoTime() - drawn > REDRAW_NANOS) {
      draw();
    }
  }

  /// The work of a trial that has not come to a step; repeats of one trial may run side by side.
  private Optional<Map.Entry<Long, Running>> find(int trial, long step) {
    return running.entrySet().stream()
        .filter(it -> it.getValue().work.trial() == trial && it.getValue().step < step)
        .findFirst();
  }

  private void ended(Event.Ended end) {
    Running was = running.remove(end.work());
    ended++;
    endedHere++;
    if (was == null) {
      return;
    }
    boolean isRepeat = was.work.decision() instanceof Decision.Repeat;
    double value = end.values().isEmpty() ? was.value : end.values().getFirst();
    boolean isBest =
        !isRepeat
            && end.state() == TrialState.COMPLETE
            && best.map(it -> isBetter(value, it.value)).orElse(true);
    if (isBest) {
      best = Optional.of(new Best(was.work.trial(), value));
    }
    print(row(was, end, value, isBest), isBest);
  }

  private void print(String row, boolean isBest) {
    if (terminal.isScreen()) {
      terminal.clearLine();
    }
    if (isHeadingDue) {
      terminal.err().println(heading());
      isHeadingDue = false;
    }
    boolean isMarked = isBest && terminal.isColoured();
    terminal.err().println(isMarked ? "\u001b[1m" + row + "\u001b[0m" : row);
    drawn = 0;
  }

  private String heading() {
    StringBuilder line = new StringBuilder("trial  value    epochs  state    ");
    for (int i = 0; i < names.size(); i++) {
      line.append("  ").append(("%" + widths.get(i) + "s").formatted(names.get(i)));
    }
    return line.toString();
  }

  private String row(Running was, Event.Ended end, double value, boolean isBest) {
    String state =
        was.work.decision() instanceof Decision.Repeat(int _, int seed, long _)
            ? "seed " + seed
            : isBest ? "best" : end.state().name().toLowerCase(Locale.ROOT);
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%5d  %-7s  %6d  %-9s",
                was.work.trial(),
                Double.isNaN(value) ? "-" : MetricsTable.number(value),
                was.step,
                state));
    Configuration configuration = was.work.configuration();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      String text = configuration.has(name) ? text(configuration.get(name)) : "";
      line.append("  ").append(("%" + widths.get(i) + "s").formatted(text));
    }
    boolean isFailed = end.state() == TrialState.FAILED;
    return isFailed ? line + "  " + end.note() : line.toString();
  }

  /// A value, numbers in four digits.
  static String text(Value value) {
    return value instanceof Value.Real(double number)
        ? String.format(Locale.ROOT, "%.4g", number)
        : value.toString();
  }

  private void draw() {
    drawn = System.nanoTime();
    double done = Math.min(1, (double) ended / planned);
    int full = (int) Math.round(done * BAR);
    StringBuilder line = new StringBuilder();
    line.append(ended).append('/').append(planned).append(' ');
    line.append("━".repeat(full)).append("╌".repeat(BAR - full)).append(' ').append(remaining());
    best.ifPresent(
        it ->
            line.append("  best ")
                .append(MetricsTable.number(it.value))
                .append(" (trial ")
                .append(it.trial)
                .append(')'));
    line.append(String.format(Locale.ROOT, "  %.0f/min", endedHere / minutes()));
    running
        .values()
        .forEach(
            it -> {
              line.append("  ").append(it.work.trial()).append(": epoch ").append(it.step);
              if (!Double.isNaN(it.value)) {
                line.append(' ').append(MetricsTable.number(it.value));
              }
            });
    terminal.redraw(line.toString());
  }

  private double minutes() {
    return (System.nanoTime() - start) / 60e9;
  }

  private String remaining() {
    if (endedHere == 0) {
      return "ETA --:--";
    }
    long left = Math.round(minutes() * 60 * Math.max(0, planned - ended) / endedHere);
    return left < 3600
        ? String.format(Locale.ROOT, "ETA %d:%02d", left / 60, left % 60)
        : String.format(Locale.ROOT, "ETA %d:%02d:%02d", left / 3600, left / 60 % 60, left % 60);
  }

  /// Leaves a clean line.
  synchronized void end() {
    if (!isQuiet && terminal.isScreen()) {
      terminal.clearLine();
    }
  }
}
