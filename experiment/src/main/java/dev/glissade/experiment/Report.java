package dev.glissade.experiment;

import dev.glissade.data.ColumnSummary;
import dev.glissade.data.Source;
import dev.glissade.data.Splits;
import dev.glissade.data.Task;
import dev.glissade.train.AtomicFiles;
import dev.glissade.train.Metrics;
import dev.glissade.train.Run;
import dev.glissade.tune.page.Html;
import dev.glissade.tune.page.LineChart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// `report.html`: curves, confusion matrix, settings and data of a run on one page that needs no
/// network, in the reader's choice of dark or light.
final class Report {
  private static final int MOST_COLUMNS = 200;

  private Report() {}

  /// What is reported.
  record Content(Source source, Splits splits, RunSettings settings, Run run, Summary summary) {}

  static void write(RunFolder folder, Content content) {
    AtomicFiles.write(folder.report(), html(content, RunLog.lines(folder.metrics())));
  }

  private static String html(Content content, List<JsonNode> lines) {
    String title = "Glissade: " + content.source.name();
    StringBuilder page = new StringBuilder();
    page.append("<h1>").append(Html.escape(content.source.name())).append("</h1>\n");
    page.append("<p class=\"lead\">").append(Html.escape(lead(content))).append("</p>\n");
    section(page, "Result", results(content.run.evaluations()));
    section(page, "Curves", curves(lines));
    String telemetry = TelemetryLines.charts(lines);
    if (!telemetry.isEmpty()) {
      section(page, "Single steps", telemetry);
    }
    confusion(page, content);
    section(page, "Model", "<pre>" + Html.escape(content.run.model().summary()) + "</pre>\n");
    section(page, "Settings", settings(content.settings));
    section(page, "Data", data(content));
    page.append("<footer>Glissade ").append(Html.escape(Version.CURRENT)).append(" · state ");
    page.append("<code>").append(content.run.stateSha256()).append("</code></footer>\n");
    return Html.page(title, page.toString());
  }

  private static void section(StringBuilder page, String heading, String body) {
    page.append(Html.section(heading, body));
  }

  private static String lead(Content content) {
    Run run = content.run;
    return String.format(
        Locale.ROOT,
        "%s after %d epochs (%d steps) on %,d examples: %,.0f examples a second.",
        content.summary.status().substring(0, 1).toUpperCase(Locale.ROOT)
            + content.summary.status().substring(1),
        run.clock().epoch(),
        run.clock().step(),
        content.splits.train().size(),
        content.summary.json().path("examples_per_second").asDouble());
  }

  private static String results(Run.Evaluations evaluations) {
    List<String> headings = new ArrayList<>(List.of("part"));
    evaluations.train().values().keySet().forEach(name -> headings.add(name.replace('_', ' ')));
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("training", evaluations.train()));
    evaluations.validation().ifPresent(metrics -> rows.add(row("validation", metrics)));
    evaluations.test().ifPresent(metrics -> rows.add(row("test", metrics)));
    return Html.table(headings, rows);
  }

  private static List<String> row(String name, Metrics metrics) {
    List<String> row = new ArrayList<>(List.of(name));
    metrics.values().values().forEach(value -> row.add(number(value)));
    return row;
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.4g", value);
  }

  private static String curves(List<JsonNode> lines) {
    LineChart.Series cost = series("cost of a step", lines, "step", "train", "loss");
    LineChart.Series train = series("training", lines, "epoch", "train", "loss");
    LineChart.Series watched = series("validation", lines, "epoch", "validation", "loss");
    StringBuilder html = new StringBuilder();
    html.append(new LineChart("Cost of each step", "step", "cost", List.of(cost)).svg());
    html.append(new LineChart("Loss", "step", "loss", List.of(train, watched)).svg());
    for (String metric : List.of("accuracy", "macro_f1", "rmse", "r2")) {
      LineChart.Series values = series("validation", lines, "epoch", "validation", metric);
      if (values.x().length > 0 && !metric.equals("macro_f1")) {
        html.append(new LineChart(metric, "step", metric, List.of(values)).svg());
      }
    }
    LineChart.Series rate = series("learning rate", lines, "epoch", "train", "learning_rate");
    return html.append(new LineChart("Learning rate", "step", "learning rate", List.of(rate)).svg())
        .toString();
  }

  private static LineChart.Series series(
      String name, List<JsonNode> lines, String interval, String split, String metric) {
    List<JsonNode> chosen =
        lines.stream()
            .filter(line -> line.path("interval").asString("").equals(interval))
            .filter(line -> line.path("split").asString("").equals(split))
            .filter(line -> line.path(metric).isNumber())
            .toList();
    double[] x = chosen.stream().mapToDouble(line -> line.path("step").asDouble()).toArray();
    double[] y = chosen.stream().mapToDouble(line -> line.path(metric).asDouble()).toArray();
    boolean isThin = interval.equals("step");
    return new LineChart.Series(name, x, y, isThin);
  }

  private static void confusion(StringBuilder page, Content content) {
    Run.Evaluations evaluations = content.run.evaluations();
    Metrics metrics = evaluations.test().or(evaluations::validation).orElse(evaluations.train());
    String part =
        evaluations.test().isPresent()
            ? "test"
            : evaluations.validation().isPresent() ? "validation" : "training";
    if (metrics instanceof Metrics.Classification classification
        && content.splits.preprocessing().task() instanceof Task.Classification task) {
      String table = ConfusionTable.html(task.classes(), classification.confusion());
      section(page, "Confusion matrix of the " + part + " part", table);
    }
  }

  private static String settings(RunSettings settings) {
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : Json.settings(settings).properties()) {
      JsonNode value = entry.getValue();
      String text = value.isValueNode() ? value.asString("") : value.toString();
      rows.add(List.of(entry.getKey(), value.isNull() ? "" : text));
    }
    return Html.table(List.of("setting", "value"), rows);
  }

  private static String data(Content content) {
    Splits splits = content.splits;
    String sizes =
        String.format(
            Locale.ROOT,
            "<p>%s. %,d examples for training, %,d for validation, %,d for the test.</p>\n",
            Html.escape(content.source.taskReason().replaceAll("\\.$", "")),
            splits.train().size(),
            splits.validation().size(),
            splits.test().size());
    List<List<String>> rows = new ArrayList<>();
    for (ColumnSummary column : content.source.columns().stream().limit(MOST_COLUMNS).toList()) {
      rows.add(
          List.of(
              column.name(),
              column.kind().name().toLowerCase(Locale.ROOT),
              column.missing() + "",
              column.distinct() + "",
              number(column.minimum()),
              number(column.mean()),
              number(column.maximum()),
              column.mostFrequent()));
    }
    List<String> headings =
        List.of(
            "column", "kind", "missing", "distinct", "minimum", "mean", "maximum", "most frequent");
    String table = rows.isEmpty() ? "" : Html.table(headings, rows);
    int left = content.source.columns().size() - rows.size();
    String more = left > 0 ? "<p>… and %d columns more.</p>\n".formatted(left) : "";
    return sizes
        + "<details"
        + (rows.size() <= 20 ? " open" : "")
        + "><summary>"
        + content.source.columns().size()
        + " columns</summary>\n"
        + table
        + more
        + "</details>\n";
  }
}
