package dev.glissade.experiment;

import dev.glissade.optim.Clock;
import dev.glissade.optim.Schedule;
import dev.glissade.train.AtomicFiles;
import dev.glissade.tune.page.LineChart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a schedule does over a plan, before anything is trained: its values, and pictures of them.
///
/// @param text the schedule, in the form of `Schedules`
/// @param rate the learning rate that it begins with
/// @param plan the clock of the first step
public record SchedulePreview(String text, double rate, Clock plan) {
  private static final int MOST_POINTS = 100_000;
  private static final int DRAWN = 600;
  private static final int FIRST = 5;

  /// Checks the form.
  ///
  /// @throws IllegalArgumentException naming the part that is wrong
  public SchedulePreview {
    Schedules.parse(text, rate);
  }

  /// A plan of `epochs` epochs of `stepsPerEpoch` steps.
  ///
  /// @throws IllegalArgumentException naming what is wrong
  public static SchedulePreview of(String text, double rate, int epochs, int stepsPerEpoch) {
    positive("epochs", epochs);
    positive("steps-per-epoch", stepsPerEpoch);
    if (!(rate > 0 && rate <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "learning-rate: expected a finite number above 0, but got " + rate);
    }
    return new SchedulePreview(text, rate, Clock.start(stepsPerEpoch, epochs));
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": expected at least 1, but got " + value);
    }
  }

  /// A value at a step, counted from 0.
  public record Point(long step, double value) {}

  private long steps() {
    return plan.stepsPerEpoch() * plan.plannedEpochs();
  }

  private List<Point> at(LongStream steps) {
    Schedule schedule = Schedules.parse(text, rate);
    long perEpoch = plan.stepsPerEpoch();
    return steps
        .mapToObj(
            step -> {
              long epoch = step / perEpoch;
              long batch = step % perEpoch;
              Clock clock = new Clock(step, epoch, batch, 0, perEpoch, plan.plannedEpochs());
              return new Point(step, schedule.at(clock));
            })
        .toList();
  }

  /// At most `most` points, evenly spread over the plan, the first and the last step among them.
  public List<Point> points(int most) {
    long last = steps() - 1;
    long count = Math.min(steps(), most);
    return at(LongStream.range(0, count).map(i -> count == 1 ? 0 : i * last / (count - 1)));
  }

  /// The values of the first steps.
  public List<Point> firstSteps() {
    return at(LongStream.range(0, Math.min(FIRST, steps())));
  }

  /// The values with which the first epochs begin.
  public List<Point> firstEpochs() {
    long count = Math.min(FIRST, plan.plannedEpochs());
    return at(LongStream.range(0, count).map(epoch -> epoch * plan.stepsPerEpoch()));
  }

  /// The values at a quarter, a half and three quarters of the plan.
  public List<Point> quarters() {
    return at(LongStream.of(steps() / 4, steps() / 2, 3 * steps() / 4));
  }

  /// The value of the last step.
  public Point last() {
    return at(LongStream.of(steps() - 1)).getFirst();
  }

  /// The first highest value, of at most 100 000 points.
  public Point highest() {
    return points(MOST_POINTS).stream().reduce((a, b) -> b.value > a.value ? b : a).orElseThrow();
  }

  /// The first lowest value, of at most 100 000 points.
  public Point lowest() {
    return points(MOST_POINTS).stream().reduce((a, b) -> b.value < a.value ? b : a).orElseThrow();
  }

  /// Everything, for programs.
  public ObjectNode json() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("schedule", text).put("learning_rate", rate);
    json.put("epochs", plan.plannedEpochs()).put("steps_per_epoch", plan.stepsPerEpoch());
    put(json.putArray("first_steps"), firstSteps());
    put(json.putArray("first_epochs"), firstEpochs());
    put(json.putArray("quarters"), quarters());
    put(json.putArray("key_points"), List.of(highest(), lowest(), last()));
    return json;
  }

  private static void put(ArrayNode array, List<Point> points) {
    points.forEach(point -> array.addObject().put("step", point.step).put("value", point.value));
  }

  /// Writes a picture of one or several schedules, at most six, over one another.
  ///
  /// @throws IllegalArgumentException if the file's name does not end in `.svg`
  /// @throws java.io.UncheckedIOException if it cannot be written
  public static void draw(List<SchedulePreview> previews, Path file) {
    if (!file.toString().endsWith(".svg")) {
      throw new IllegalArgumentException(
          "out: expected a file whose name ends in .svg, but got " + file);
    }
    if (previews.size() > LineChart.STYLES) {
      throw new IllegalArgumentException(
          "schedule: expected at most %d in a picture, but got %d"
              .formatted(LineChart.STYLES, previews.size()));
    }
    List<LineChart.Series> series = new ArrayList<>();
    for (SchedulePreview preview : previews) {
      List<Point> points = preview.points(DRAWN);
      double[] x = points.stream().mapToDouble(Point::step).toArray();
      double[] y = points.stream().mapToDouble(Point::value).toArray();
      series.add(new LineChart.Series(preview.text, x, y, false));
    }
    AtomicFiles.write(file, new LineChart("Schedule", "step", "learning rate", series).document());
  }

  /// A picture of the same in text, `rows` lines of `columns` characters and a line below.
  public static String picture(List<SchedulePreview> previews, int columns, int rows) {
    List<double[]> curves = new ArrayList<>();
    for (SchedulePreview preview : previews) {
      curves.add(preview.points(columns).stream().mapToDouble(Point::value).toArray());
    }
    long last = previews.getFirst().steps() - 1;
    return new TextChart(curves, columns, rows).lines()
        + TextChart.below("step 0", "step " + last, columns);
  }

  /// The signs of the curves in the text picture, in order.
  public static List<String> signs(int count) {
    return TextChart.SIGNS.stream().limit(count).toList();
  }
}
