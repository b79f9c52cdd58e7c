package dev.glissade.cli;

import dev.glissade.data.Names;
import dev.glissade.experiment.Tuning;
import dev.glissade.tune.Requests;
import dev.glissade.tune.TrialRecord;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `glissade study set STUDY TRIAL KNOB VALUE`
@Command(
    name = "set",
    description = "Turns a knob of a trial, such as learning-rate, from its next epoch on.",
    sortOptions = false)
final class StudySetCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private TrialArgument trial = new TrialArgument();

  @Parameters(
      index = "2",
      paramLabel = "KNOB",
      description = "for example learning-rate, beta1, l2")
  private String knob = "";

  @Parameters(index = "3", paramLabel = "VALUE", description = "a number of at least 0")
  private double value;

  @Option(names = "--reason", paramLabel = "TEXT", description = "why, to be remembered")
  private String reason = "";

  @Mixin private HelpOption help = new HelpOption();

  StudySetCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return trial
        .study()
        .withTuning(
            tuning -> {
              TrialRecord record = trial.record(tuning.stored());
              check(tuning, record);
              tuning
                  .stored()
                  .requests()
                  .knob(Requests.ticket(), record.number(), knob, value, reason);
              terminal.out().println(TrialArgument.asked("set", trial.number(), trial.study()));
            });
  }

  private void check(Tuning tuning, TrialRecord record) {
    Set<String> knobs = tuning.knobs(record);
    if (!knobs.contains(knob)) {
      throw Names.unknown("set", "knobs of the trial", knob, knobs);
    }
    if (!(value >= 0 && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          knob + ": expected a finite number of at least 0, but got " + value);
    }
  }
}
