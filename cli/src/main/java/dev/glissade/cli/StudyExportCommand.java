package dev.glissade.cli;

import dev.glissade.data.Names;
import dev.glissade.experiment.StoredStudy;
import dev.glissade.experiment.StudyTables;
import dev.glissade.train.AtomicFiles;
import dev.glissade.tune.store.Optuna;
import dev.glissade.tune.store.StudyTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
      "csv: a row for each trial; jsonl: an object for each trial, with its reports;",
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
      description = "where to; csv and jsonl go to standard output if not given")
  private Optional<Path> file = Optional.empty();

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
    switch (format) {
      case "csv" -> write(StudyTables.csv(stored.state().history()));
      case "jsonl" -> write(StudyTables.lines(stored.state().history()));
      case "optuna-sqlite" -> Optuna.writeSqlite(newFile(), table(stored), Instant.now());
      default -> Optuna.writeJournal(newFile(), table(stored), Instant.now());
    }
  }

  private static StudyTable table(StoredStudy stored) {
    return StudyTable.of(stored.name(), stored.state());
  }

  private Path newFile() {
    Path wanted =
        file.orElseThrow(
            () -> new IllegalArgumentException("output: expected a file for Optuna, but got none"));
    if (Files.exists(wanted)) {
      throw new IllegalArgumentException(
          "output: expected a new file, but got %s, which exists".formatted(wanted));
    }
    return wanted;
  }

  private void write(String text) {
    file.ifPresentOrElse(path -> AtomicFiles.write(path, text), () -> terminal.out().print(text));
  }
}
