package dev.glissade.cli;

import dev.glissade.data.Splits;
import dev.glissade.engine.kernels.KernelSelection;
import dev.glissade.experiment.Experiment;
import dev.glissade.experiment.RunFolder;
import dev.glissade.experiment.RunSettings;
import dev.glissade.experiment.Summary;
import dev.glissade.train.Run;
import dev.glissade.train.TrainingRun;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What train and resume show: what will be trained, the progress, the result.
record TrainingScreen(Terminal terminal, OutputOptions output, LintOptions lint) {
  private static final int INTERRUPTED = 130;

  /// Prepares an experiment for an audience, runs it, and gives the exit code. What goes wrong is
  /// said here: a process that was asked to stop ends as soon as the interruption is finished.
  int train(Function<Experiment.Audience, Experiment> prepare) {
    Interruption interruption = new Interruption();
    int code = Failures.FAILED;
    try {
      code = train(prepare, interruption);
    } catch (RuntimeException e) {
      code = new Failures(terminal).report(e);
    } finally {
      interruption.finish(code);
    }
    return code;
  }

  private int train(Function<Experiment.Audience, Experiment> prepare, Interruption interruption) {
    ProgressView progress = new ProgressView(terminal, output.isQuiet());
    var audience =
        new Experiment.Audience(
            progress, message -> terminal.err().println("warning: " + message), interruption);
    try (Experiment experiment = prepare.apply(audience)) {
      if (!output.isQuiet()) {
        introduce(experiment);
      }
      lint.check(experiment.findings(), terminal, output.isQuiet());
      progress.begin(experiment.training().clock());
      interruption.install();
      Summary summary;
      try {
        summary = experiment.run();
      } catch (UncheckedIOException e) {
        throw withHelp(e, experiment.folder());
      } finally {
        progress.end();
      }
      report(experiment, summary);
      return summary.status().equals("interrupted") ? INTERRUPTED : Failures.DONE;
    }
  }

  private static UncheckedIOException withHelp(UncheckedIOException e, RunFolder folder) {
    String help = " — help: once that is mended, go on with: glissade resume " + folder.path();
    boolean hasBegun = Files.exists(folder.settings());
    return new UncheckedIOException(e.getMessage() + (hasBegun ? help : ""), e.getCause());
  }

  private void introduce(Experiment experiment) {
    introduceData(experiment);
    RunSettings settings = experiment.settings();
    TrainingRun training = experiment.training();
    line(
        "model",
        "%s, %,d parameters",
        description(settings, experiment.splits()),
        training.network().recipe().model().parameterCount());
    line(
        "steps",
        "%s, learning rate %s %s, batches of %d (%s)%s",
        settings.optimizer(),
        settings.learningRate(),
        settings.schedule(),
        training.batchSize().examples(),
        training.batchSize().reason(),
        settings.accumulate() > 1 ? ", in %d parts".formatted(settings.accumulate()) : "");
    if (!settings.average().equals("none")) {
      line("average", "%s, which is evaluated and kept", settings.average());
    }
    line(
        "runs on",
        "%d thread%s, %s",
        settings.threads(),
        settings.threads() == 1 ? "" : "s",
        KernelSelection.current().description());
    if (training.clock().step() > 0) {
      line(
          "goes on",
          "after step %,d, in epoch %d",
          training.clock().step(),
          training.clock().epoch() + 1);
    }
  }

  private void introduceData(Experiment experiment) {
    Splits splits = experiment.splits();
    line(
        "data",
        "%s: %,d examples, of which %,d to train, %,d to validate, %,d to test",
        experiment.source().name(),
        experiment.source().size(),
        splits.train().size(),
        splits.validation().size(),
        splits.test().size());
    line("task", "%s", experiment.source().taskReason());
  }

  private static String description(RunSettings settings, Splits splits) {
    String hidden =
        settings.hidden().stream().map(units -> units + " → ").collect(Collectors.joining());
    String activation = settings.hidden().isEmpty() ? "" : " " + settings.activation();
    String norm =
        settings.norm().equals("none") || hidden.isEmpty() ? "" : ", " + settings.norm() + " norm";
    String dropout = settings.dropout() > 0 ? ", dropout " + settings.dropout() : "";
    int outputs = splits.preprocessing().task().outputs();
    return splits.train().featureCount() + " → " + hidden + outputs + activation + norm + dropout;
  }

  private void line(String label, String pattern, Object... values) {
    terminal.err().println("%-8s ".formatted(label) + String.format(Locale.ROOT, pattern, values));
  }

  private void report(Experiment experiment, Summary summary) {
    if (output.isJson()) {
      terminal.out().println(summary.json());
      return;
    }
    Run.Evaluations parts = summary.evaluations().orElseThrow();
    List<MetricsTable.Row> rows = MetricsTable.rows(parts);
    terminal.out().print(MetricsTable.of(rows));
    String folder = experiment.folder().path().toString();
    if (summary.status().equals("interrupted")) {
      terminal.out().println("interrupted; continue with: glissade resume " + folder);
    } else {
      terminal.out().println("run folder " + folder + " (report.html, model.glissade)");
    }
  }
}
