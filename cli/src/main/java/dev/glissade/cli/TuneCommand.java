package dev.glissade.cli;

import dev.glissade.experiment.StudyChanges;
import dev.glissade.experiment.StudyFolder;
import dev.glissade.experiment.StudyPlan;
import dev.glissade.experiment.Tuning;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `glissade tune DATA`
@Command(
    name = "tune",
    description = "Searches for good settings: trains many networks into a study folder.",
    sortOptions = false,
    footer = {
      "",
      "A study folder instead of data goes on with the study, also while another process is at it.",
      "",
      "Examples:",
      "  glissade tune digits --trials 60",
      "  glissade tune titanic.csv --target survived --space wide --time 10m",
      "  glissade tune iris --tune learning-rate=log:1e-3..1 --tune 'activation=choice:relu|tanh'",
      "  glissade tune studies/digits-1",
      "",
      "What a study is: docs/tuning.md"
    })
final class TuneCommand implements Callable<Integer> {
  private final Terminal terminal;
  private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "DATA",
      description = "as for glissade train; or a study.yaml; or a study folder to go on with")
  private String data = "";

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "new study folder; studies/DATA-N if not given")
  private Optional<Path> out = Optional.empty();

  @Mixin private OutputOptions output = new OutputOptions();

  TuneCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Spec
  private void spec(CommandSpec given) {
    spec = given;
    StudyOption.addTo(given);
    SettingOption.addTo(given);
  }

  @Override
  public Integer call() {
    StudyChanges changes = StudyOption.changes(spec.commandLine().getParseResult());
    Path path = Path.of(data);
    StudyScreen screen = new StudyScreen(terminal, output);
    return StudyFolder.isStudy(path)
        ? screen.goOn(new StudyFolder(path), StudyEffort.of(changes, out))
        : screen.begin(() -> begin(path, changes));
  }

  private StudyScreen.Begun begin(Path path, StudyChanges changes) {
    StudyFolder folder = out.map(StudyFolder::new).orElseGet(() -> StudyFolder.next(data));
    boolean isFile = data.endsWith(".yaml") || data.endsWith(".yml");
    StudyPlan plan =
        isFile
            ? StudyPlan.read(path, folder.name(), changes)
            : StudyPlan.of(data, folder.name(), changes);
    return new StudyScreen.Begun(plan, Tuning.create(plan, folder));
  }
}
