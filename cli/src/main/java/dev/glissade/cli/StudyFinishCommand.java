package dev.glissade.cli;

import dev.glissade.experiment.Experiment;
import dev.glissade.experiment.StudyFinish;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/// `glissade study finish STUDY`
@Command(
    name = "finish",
    description =
        "Trains the recommended trial into STUDY/winner and looks at the test part, once and for"
            + " all.",
    sortOptions = false)
final class StudyFinishCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private StudyArgument study = new StudyArgument();

  @Option(names = "--trial", paramLabel = "N", description = "another one than the recommended")
  private Optional<Integer> trial = Optional.empty();

  @Mixin private OutputOptions output = new OutputOptions();

  StudyFinishCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return study.withTuning(
        tuning -> {
          StudyFinish finish = StudyFinish.of(tuning, trial, Experiment.Audience.NONE);
          if (output.isJson()) {
            ObjectNode json = new ObjectMapper().createObjectNode();
            json.put("trial", finish.trial()).put("metric", finish.metric());
            terminal.out().println(json.put("value", finish.value()));
          } else {
            terminal
                .out()
                .println(
                    "trial %d: %s %s; model in %s"
                        .formatted(
                            finish.trial(),
                            finish.metric(),
                            MetricsTable.number(finish.value()),
                            finish.run().model()));
          }
        });
  }
}
