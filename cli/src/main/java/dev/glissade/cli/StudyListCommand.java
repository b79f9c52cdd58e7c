package dev.glissade.cli;

import dev.glissade.experiment.StoredStudy;
import dev.glissade.experiment.StudyFolder;
import dev.glissade.tune.Goal;
import dev.glissade.tune.History;
import dev.glissade.tune.StoreException;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `glissade study list`
@Command(name = "list", description = "Lists the studies in a folder.")
final class StudyListCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..1",
      description = "where studies are; studies if not given")
  private Path parent = Path.of("studies");

  @Mixin private HelpOption help = new HelpOption();

  StudyListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<StudyFolder> folders = StudyFolder.all(parent);
    if (folders.isEmpty()) {
      terminal.err().println("no studies in " + parent);
    }
    for (StudyFolder folder : folders) {
      terminal.out().println(line(folder));
    }
    return Failures.DONE;
  }

  private static String line(StudyFolder folder) {
    try (StoredStudy study = StoredStudy.open(folder.path())) {
      History history = study.state().history();
      Goal goal = history.goals().getFirst();
      String best =
          history.trials().stream()
              .filter(it -> it.state() == TrialState.COMPLETE && it.violation() <= 0)
              .min(Comparator.comparingDouble(it -> history.loss(it.values().getFirst())))
              .map(it -> goal.metric() + " " + MetricsTable.number(it.values().getFirst()))
              .orElse("no complete trial");
      long open = history.trials().stream().filter(StudyListCommand::isOpen).count();
      return "%-28s %5d trials%s  %s"
          .formatted(
              folder.path(),
              history.trials().size(),
              open > 0 ? ", %d under way or paused".formatted(open) : "",
              best);
    } catch (StoreException | IllegalArgumentException e) {
      return "%-28s %s".formatted(folder.path(), e.getMessage());
    }
  }

  private static boolean isOpen(TrialRecord trial) {
    return trial.state() == TrialState.RUNNING || trial.state() == TrialState.PAUSED;
  }
}
