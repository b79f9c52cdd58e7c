package dev.glissade.cli;

import dev.glissade.experiment.StudyFolder;
import dev.glissade.experiment.StudyPlan;
import dev.glissade.experiment.StudySettings;
import dev.glissade.experiment.StudySummary;
import dev.glissade.experiment.Tuning;
import java.util.Locale;
import java.util.function.Supplier;

/// What tune and study resume show: the study, its trials as they end, the result.
record StudyScreen(Terminal terminal, OutputOptions output) {
  private static final int INTERRUPTED = 130;

  /// A study and what it is about.
  record Begun(StudyPlan plan, Tuning tuning) {}

  /// Begins a study and works on it.
  int begin(Supplier<Begun> prepare) {
    return run(prepare, StudyEffort.USUAL);
  }

  /// Goes on with a study.
  int goOn(StudyFolder folder, StudyEffort effort) {
    return run(
        () -> {
          Tuning tuning = Tuning.open(folder);
          try {
            return new Begun(StudyPlan.of(tuning.settings()), tuning);
          } catch (RuntimeException e) {
            tuning.close();
            throw e;
          }
        },
        effort);
  }

  /// What goes wrong is said here: a process that was asked to stop ends as soon as the
  /// interruption is finished.
  private int run(Supplier<Begun> prepare, StudyEffort effort) {
    Interruption interruption = new Interruption();
    int code = Failures.FAILED;
    try {
      code = run(prepare, effort, interruption);
    } catch (RuntimeException e) {
      code = new Failures(terminal).report(e);
    } finally {
      interruption.finish(code);
    }
    return code;
  }

  private int run(Supplier<Begun> prepare, StudyEffort effort, Interruption interruption) {
    Begun begun = prepare.get();
    try (Tuning tuning = begun.tuning()) {
      if (!output.isQuiet()) {
        introduce(begun);
      }
      StudySettings settings = begun.plan().settings();
      TrialView view = new TrialView(terminal, output.isQuiet(), tuning.stored().state(), settings);
      Thread worker = Thread.currentThread();
      interruption.install(worker::interrupt);
      StudySummary summary;
      try {
        summary = tuning.run(begun.plan(), effort.of(settings, view));
      } finally {
        view.end();
      }
      // What is said from here on may be written to files.
      boolean isInterrupted = Thread.interrupted();
      new StudyResult(terminal, output).print(tuning, summary);
      return isInterrupted ? INTERRUPTED : Failures.DONE;
    }
  }

  private void introduce(Begun begun) {
    StudyPlan plan = begun.plan();
    StudySettings settings = plan.settings();
    line(
        "data",
        "%s: %,d to train, %,d to validate; the test part is put aside",
        plan.source().name(),
        plan.splits().train().size(),
        plan.splits().validation().size());
    line("goal", "%s %s", word(settings), settings.goals().getFirst().metric());
    settings
        .spaceForms()
        .forEach(
            (name, form) -> line(isFirst(settings, name) ? "space" : "", "%s = %s", name, form));
    line(
        "search",
        "%d trials of %s epochs by %s%s, stopped by %s%s%s",
        settings.budget().trials(),
        settings.trainings().base().epochs(),
        settings.search().sampler(),
        scheduler(settings),
        settings.search().stopper(),
        settings
            .budget()
            .trialTimeout()
            .map(it -> " or after %d s".formatted(it.toSeconds()))
            .orElse(""),
        repeats(settings));
    line("folder", "%s", begun.tuning().folder().path());
  }

  /// The usual scheduler needs no words.
  private static String scheduler(StudySettings settings) {
    String scheduler = settings.search().scheduler();
    return scheduler.equals("trials") ? "" : ", spent by " + scheduler;
  }

  private static String repeats(StudySettings settings) {
    int leaders = settings.budget().leaders();
    int seeds = settings.budget().seeds();
    return leaders == 0 || seeds == 0
        ? ""
        : "; then the best %d again with %d further seeds".formatted(leaders, seeds);
  }

  private static boolean isFirst(StudySettings settings, String name) {
    return settings.space().dimensions().getFirst().name().equals(name);
  }

  private static String word(StudySettings settings) {
    return settings.goals().getFirst().direction().name().toLowerCase(Locale.ROOT);
  }

  private void line(String label, String pattern, Object... values) {
    terminal.err().println("%-8s ".formatted(label) + String.format(Locale.ROOT, pattern, values));
  }
}
