package dev.glissade.cli;

import dev.glissade.experiment.SchedulePreview;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// `glissade schedule FORM`
@Command(
    name = "schedule",
    description = "Shows what a schedule does over a plan, before anything is trained.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  glissade schedule warmup:5+cosine",
      "  glissade schedule cosine one-cycle stable-decay:20%% --epochs 50 --out schedules.svg",
      "  glissade schedule 'inverse-time:0.1 +hold@30-60' --epochs 60"
    })
final class ScheduleCommand implements Callable<Integer> {
  private static final int COLUMNS = 64;
  private static final int ROWS = 11;

  private final Terminal terminal;

  @Parameters(
      paramLabel = "FORM",
      arity = "1..*",
      description = "one or several of the forms of `glissade train --schedule`")
  private List<String> forms = List.of();

  @Option(names = "--epochs", paramLabel = "N", description = "of the plan; 30 if not given")
  private int epochs = 30;

  @Option(
      names = "--steps-per-epoch",
      paramLabel = "M",
      description = "steps of an epoch; 100 if not given")
  private int stepsPerEpoch = 100;

  @Option(
      names = "--learning-rate",
      paramLabel = "ALPHA",
      description = "what the schedule begins with; 0.1 if not given")
  private double learningRate = 0.1;

  @Option(names = "--out", paramLabel = "FILE.svg", description = "also draw a picture")
  private Optional<Path> out = Optional.empty();

  @Mixin private OutputOptions output = new OutputOptions();

  ScheduleCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<SchedulePreview> previews =
        forms.stream()
            .map(form -> SchedulePreview.of(form, learningRate, epochs, stepsPerEpoch))
            .toList();
    out.ifPresent(file -> SchedulePreview.draw(previews, file));
    if (output.isJson()) {
      ArrayNode array = JsonMapper.shared().createArrayNode();
      previews.forEach(preview -> array.add(preview.json()));
      terminal.out().println(array);
      return Failures.DONE;
    }
    List<String> signs = SchedulePreview.signs(previews.size());
    for (int i = 0; i < previews.size(); i++) {
      String sign = previews.size() > 1 ? signs.get(i % signs.size()) + " " : "";
      print(sign, previews.get(i));
    }
    if (!output.isQuiet()) {
      terminal.out().println();
      terminal.out().print(SchedulePreview.picture(previews, COLUMNS, ROWS));
    }
    return Failures.DONE;
  }

  private void print(String sign, SchedulePreview preview) {
    terminal.out().println(sign + preview.text());
    line("first steps", values(preview.firstSteps()));
    line("first epochs", values(preview.firstEpochs()));
    line("quarters", values(preview.quarters()));
    line("highest", place(preview.highest()));
    line("lowest", place(preview.lowest()));
    line("last", place(preview.last()));
  }

  private void line(String label, String text) {
    terminal.out().println("  %-13s %s".formatted(label, text));
  }

  private static String values(List<SchedulePreview.Point> points) {
    return points.stream().map(point -> number(point.value())).collect(Collectors.joining(", "));
  }

  private String place(SchedulePreview.Point point) {
    return "%s in step %d, epoch %d"
        .formatted(number(point.value()), point.step(), point.step() / stepsPerEpoch);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value).replaceAll("\\.?0+(e|$)", "$1");
  }
}
