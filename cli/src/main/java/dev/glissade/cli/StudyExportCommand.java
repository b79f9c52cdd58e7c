package dev.glissade.cli;

import dev.glissade.data.Names;
import dev.glissade.experiment.StoredStudy;
import dev.glissade.tune.store.EventLines;
import dev.glissade.tune.store.Optuna;
import dev.glissade.tune.store.StudyTable;
import dev.glissade.tune.store.TrialCsv;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `glissade study export STUDY`
@Command(
    name = "export",
    description = "Writes the trials of a study for other programs.",
    sortOptions = false,
    footer = {
      "",
      "csv: a row for each trial; jsonl: every event, so that import gives the same study;",
      "optuna-sqlite, optuna-journal: files that optuna.load_study reads"
    })
final class StudyExportCommand implements Callable<Integer> {
  private static final List<String> FORMATS =
      List.of("csv", "jsonl", "optuna-sqlite", "optuna-journal");

  private final Terminal terminal;

  @Mixin private StudyArgument study = new StudyArgument();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "where to")
  private Path file = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "csv, jsonl, optuna-sqlite or optuna-journal; csv if not given")
  private String format = "csv";

  @Mixin private HelpOption help = new HelpOption();

  StudyExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!FORMATS.contains(format)) {
      throw Names.unknown("format", "formats", format, FORMATS);
    }
    return study.with(this::export);
  }

  private void export(StoredStudy stored) {
    StudyTable table =
        StudyTable.of(stored.name(), stored.state()).withLifetimes(stored.timeline().lifetimes());
    switch (format) {
      case "csv" -> TrialCsv.write(file, table);
      case "jsonl" -> EventLines.write(file, stored.content());
      case "optuna-sqlite" -> Optuna.writeSqlite(newFile(), table, Instant.now());
      default -> Optuna.writeJournal(newFile(), table, Instant.now());
    }
    terminal.out().println("%d trials in %s".formatted(table.trials().size(), file));
  }

  private Path newFile() {
    if (Files.exists(file)) {
      throw new IllegalArgumentException(
          "output: expected a new file, but got %s, which exists".formatted(file));
    }
    return file;
  }
}
