package dev.glissade.tune.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Text as HTML.
public final class Html {
  private Html() {}

  /// Text with nothing in it that is markup, for contents and for attributes in double quotes.
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /// A style sheet of this package: `page.css`, or `chart.css` for pictures.
  public static String style(String name) {
    try (InputStream in = Html.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("this build lacks its resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A page that is complete in itself, in the reader's choice of dark or light.
  ///
  /// @param title text
  /// @param main HTML
  public static String page(String title, String main) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title>
    <style>
    %s%s</style>
    </head>
    <body>
    <main>
    %s</main>
    </body>
    </html>
    """
        .formatted(escape(title), style("chart.css"), style("page.css"), main);
  }

  /// A part of a page under a heading; the body is HTML.
  public static String section(String heading, String body) {
    return "<section>\n<h2>" + escape(heading) + "</h2>\n" + body + "</section>\n";
  }

  /// A table with a row of headings; cells are escaped.
  public static String table(List<String> headings, List<List<String>> rows) {
    StringBuilder html =
        new StringBuilder("<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr>");
    headings.forEach(
        each -> html.append("<th scope=\"col\">").append(escape(each)).append("</th>"));
    html.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      html.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        String cell = escape(row.get(i));
        html.append(i == 0 ? "<th scope=\"row\">" + cell + "</th>" : "<td>" + cell + "</td>");
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody></table></div>\n").toString();
  }
}
