package dev.glissade.cli;

import dev.glissade.experiment.StudyFolder;
import dev.glissade.experiment.StudyRetest;
import dev.glissade.experiment.Tuning;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `glissade study retest STUDY`
@Command(
    name = "retest",
    description =
        "Tries the old winners again, against neighbours, usual settings and fresh ones, on the"
            + " data as they are now.",
    sortOptions = false)
final class StudyRetestCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private StudyArgument study = new StudyArgument();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "folder of the new study; STUDY-retest-N if not given")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "further seeds of each; 2 if not given")
  private int seeds = 2;

  @Mixin private OutputOptions output = new OutputOptions();

  StudyRetestCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Tuning old = Tuning.open(study.folder())) {
      StudyFolder folder =
          out.map(StudyFolder::new).orElseGet(() -> old.folder().sibling("retest"));
      StudyRetest retest = StudyRetest.of(old, folder.name(), seeds);
      StudyScreen screen = new StudyScreen(terminal, output);
      int code =
          screen.begin(
              () -> {
                Tuning tuning = Tuning.create(retest.plan(), folder);
                retest.enqueue(tuning);
                return new StudyScreen.Begun(retest.plan(), tuning);
              });
      if (code == Failures.DONE) {
        try (Tuning tuning = Tuning.open(folder)) {
          terminal.out().println(retest.compare(tuning).text());
        }
      }
      return code;
    }
  }
}
