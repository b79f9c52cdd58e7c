package dev.glissade.cli;

import dev.glissade.experiment.StoredStudy;
import dev.glissade.experiment.StudyFolder;
import dev.glissade.experiment.StudySummary;
import dev.glissade.experiment.Tuning;
import dev.glissade.tune.Report;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `glissade study show STUDY`
@Command(
    name = "show",
    description = "Says what a study has found so far, or what is known of one trial.",
    sortOptions = false)
final class StudyShowCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private StudyArgument study = new StudyArgument();

  @Option(names = "--trial", paramLabel = "N", description = "everything known of this trial")
  private Optional<Integer> trial = Optional.empty();

  @Option(names = "--trials", description = "a line for each trial")
  private boolean isListed;

  @Mixin private OutputOptions output = new OutputOptions();

  StudyShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return study.with(
        stored -> {
          if (trial.isPresent()) {
            print(stored, stored.trial(trial.get()));
          } else if (isListed) {
            stored.state().history().trials().forEach(it -> terminal.out().println(line(it)));
          } else if (output.isJson()) {
            terminal.out().println(stored.summary().json());
          } else {
            terminal.out().print(stored.report().text(terminal.helpWidth()));
          }
        });
  }

  private static String line(TrialRecord it) {
    String value =
        !it.values().isEmpty()
            ? MetricsTable.number(it.values().getFirst())
            : it.reports().isEmpty() ? "-" : MetricsTable.number(it.reports().getLast().value());
    String parameters =
        it.configuration().values().entrySet().stream()
            .map(each -> each.getKey() + " " + TrialView.text(each.getValue()))
            .collect(Collectors.joining(", "));
    return "%5d  %-8s  %-8s  %s".formatted(it.number(), word(it.state()), value, parameters);
  }

  private static String word(TrialState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private void print(StoredStudy stored, TrialRecord it) {
    if (output.isJson()) {
      terminal.out().println(StudySummary.trial(it));
      return;
    }
    terminal
        .out()
        .printf("trial %d: %s, sent to epoch %d%n", it.number(), word(it.state()), it.until());
    it.configuration()
        .values()
        .forEach((name, value) -> terminal.out().printf("  %s %s%n", name, value));
    if (!it.values().isEmpty()) {
      terminal.out().printf("values: %s%n", it.values());
    }
    it.repeats().forEach(each -> terminal.out().printf("seed %d: %s%n", each.seed(), each.value()));
    for (Report each : it.reports()) {
      terminal.out().printf("epoch %d: %s%n", each.step(), MetricsTable.number(each.value()));
    }
    stored
        .state()
        .checkpoint(it.number())
        .ifPresent(hash -> terminal.out().println("checkpoint " + hash));
    if (StudyFolder.isStudy(study.path())) {
      try (Tuning tuning = Tuning.open(study.folder())) {
        terminal.out().println("train it: " + tuning.trainLine(it));
      }
    }
  }
}
