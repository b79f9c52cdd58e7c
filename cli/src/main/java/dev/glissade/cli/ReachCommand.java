package dev.glissade.cli;

import dev.glissade.experiment.Optimizers;
import dev.glissade.experiment.Reach;
import dev.glissade.optim.NamedOptimizer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `glissade reach DATA`
@Command(
    name = "reach",
    description =
        "Compares the steps and seconds that optimizers need to reach an accuracy, each with a"
            + " tuned rate, over the same seeds.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  glissade reach digits --goal 0.96",
      "  glissade reach adult_train.csv.gz --goal 0.85 --epochs 8 --batch-size 256",
      "",
      "What is compared: docs/time-to-target.md"
    })
final class ReachCommand implements Callable<Integer> {
  private static final Settings SETTINGS =
      new Settings(
          List.of(
              "target", "hidden", "batch-norm", "batch-size", "epochs", "validation", "threads"));

  private final Terminal terminal;
  private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DATA", description = "as in glissade train")
  private String data = "";

  @Option(
      names = "--goal",
      paramLabel = "ACCURACY",
      required = true,
      description = "accuracy on the validation part")
  private double goal = 1;

  @Option(names = "--seeds", paramLabel = "N", description = "trainings of each; 5 if not given")
  private int seeds = 5;

  @Option(
      names = "--optimizers",
      paramLabel = "NAMES",
      split = ",",
      description = "which, the first being what others are put beside; ten if not given")
  private List<String> optimizers =
      List.of(
          "adam",
          "gradient-descent",
          "momentum",
          "nesterov",
          "rmsprop",
          "adamw",
          "lion",
          "muon",
          "schedule-free-adam",
          "ademamix");

  @Mixin private HelpOption help = new HelpOption();

  ReachCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Spec
  private void spec(CommandSpec given) {
    spec = given;
    SETTINGS.addTo(given);
  }

  @Override
  public Integer call() {
    Map<String, String> settings = SETTINGS.given(spec);
    List<NamedOptimizer> named = optimizers.stream().map(Optimizers::named).toList();
    Reach reach = new Reach(data, settings, new Reach.Goal(goal, seeds));
    List<Reach.Result> results =
        reach.run(named, done -> terminal.err().println("done: " + done.label()));
    Reach.table(results).forEach(terminal.out()::println);
    return Failures.DONE;
  }
}
