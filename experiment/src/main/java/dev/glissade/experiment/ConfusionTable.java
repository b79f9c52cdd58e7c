package dev.glissade.experiment;

import dev.glissade.tune.page.Html;
import java.util.List;
import java.util.Locale;

/// A confusion matrix as an HTML table: rows are the true classes, columns the predicted ones, and
/// a cell is the darker, the larger its share of the row.
final class ConfusionTable {
  private static final int MOST_CLASSES = 40;

  private ConfusionTable() {}

  static String html(List<String> classes, int[][] confusion) {
    if (classes.size() > MOST_CLASSES) {
      return "<p>%d classes are too many to draw.</p>\n".formatted(classes.size());
    }
    StringBuilder html =
        new StringBuilder("<div class=\"scroll\"><table class=\"confusion\">\n<thead><tr>");
    html.append("<th scope=\"col\">true \\ predicted</th>");
    classes.forEach(
        each -> html.append("<th scope=\"col\">").append(Html.escape(each)).append("</th>"));
    html.append("<th scope=\"col\">recall</th></tr></thead>\n<tbody>\n");
    for (int i = 0; i < classes.size(); i++) {
      row(html, classes, confusion[i], i);
    }
    return html.append("</tbody></table></div>\n").toString();
  }

  private static void row(StringBuilder html, List<String> classes, int[] counts, int actual) {
    long all = 0;
    for (int count : counts) {
      all += count;
    }
    String name = Html.escape(classes.get(actual));
    html.append("<tr><th scope=\"row\">").append(name).append("</th>");
    for (int j = 0; j < counts.length; j++) {
      double share = all == 0 ? 0 : (double) counts[j] / all;
      html.append(
          String.format(
              Locale.ROOT,
              "<td class=\"%s\" style=\"--share:%.3f\" title=\"%s taken for %s: %d\">%s</td>",
              j == actual ? "right" : "wrong",
              share,
              name,
              Html.escape(classes.get(j)),
              counts[j],
              counts[j] == 0 ? "" : counts[j]));
    }
    double recall = all == 0 ? 0 : (double) counts[actual] / all;
    html.append(String.format(Locale.ROOT, "<td class=\"recall\">%.3f</td></tr>\n", recall));
  }
}
