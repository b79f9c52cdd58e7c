package dev.glissade.cli;

import dev.glissade.experiment.StoredStudy;
import dev.glissade.experiment.StudyFolder;
import dev.glissade.tune.store.EventLines;
import dev.glissade.tune.store.Optuna;
import dev.glissade.tune.store.StudyTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `glissade study import FILE`
@Command(
    name = "import",
    description =
        "Makes a study folder from an exported or an Optuna file, to look at: show, report,"
            + " export.",
    sortOptions = false)
final class StudyImportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "FILE",
      description = "FILE.jsonl of export; SQLite or journal file of Optuna 4 or 5")
  private Path file = Path.of("");

  @Option(names = "--study", paramLabel = "NAME", description = "which, if the file has several")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "new study folder; studies/FILE-N if not given")
  private Optional<Path> out = Optional.empty();

  @Mixin private HelpOption help = new HelpOption();

  StudyImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    StudyFolder folder =
        out.map(StudyFolder::new).orElseGet(() -> StudyFolder.next(file.toString()));
    try (StoredStudy stored = imported(folder)) {
      stored.write();
      int trials = stored.state().trials();
      terminal.out().println("%d trials in %s (report.html)".formatted(trials, folder.path()));
      return Failures.DONE;
    }
  }

  private StoredStudy imported(StudyFolder folder) {
    if (file.toString().endsWith(".jsonl")) {
      return StoredStudy.imported(name.orElse(folder.name()), EventLines.read(file), folder);
    }
    StudyTable table = Optuna.read(file, name.orElseGet(this::only));
    var content = new EventLines.Content(table.events(), table.shifts());
    return StoredStudy.imported(table.name(), content, folder);
  }

  private String only() {
    List<String> names = Optuna.studies(file);
    if (names.size() != 1) {
      throw new IllegalArgumentException(
          "study: expected one study in %s, but got %s — help: --study NAME"
              .formatted(file, names));
    }
    return names.getFirst();
  }
}
