package eu.ttc.grants.local.samples;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A document as its file tells it; it is uploaded as a PDF.
 *
 * @param kind what the API calls it, such as {@code PROJECT_PLAN}
 * @param language of its text, two letters
 * @param content paragraphs as text, headings as text that begins with {@code #}, tables as lists
 *     of rows; a table's last row is its total
 */
record SampleDocument(
    String kind, String fileName, String language, String title, List<JsonNode> content) {

  private static final String PAGE =
      """
      <html lang="%s"><head><title>%s</title><style>
      @page { size: A4; margin: 25mm 22mm; @bottom-right { content: counter(page); font: 9pt Helvetica } }
      body { font: 10.5pt/1.45 Helvetica, sans-serif; color: #161616 }
      h1 { font-size: 18pt; margin: 0 0 14pt }
      h2 { font-size: 12.5pt; margin: 16pt 0 4pt }
      p { margin: 0 0 7pt }
      table { width: 100%%; border-collapse: collapse; margin: 6pt 0 12pt }
      td { padding: 3pt 0; border-bottom: 0.5pt solid #c6c6c6 }
      td.figure { text-align: right }
      tr.total td { font-weight: bold; border-top: 1pt solid #161616; border-bottom: none }
      </style></head><body><h1>%s</h1>
      %s</body></html>
      """;

  /** The document as a page that can be printed. */
  String html() {
    var body = new StringBuilder();
    for (var part : content) {
      body.append(part.isArray() ? table(part) : text(part.asString())).append('\n');
    }
    return PAGE.formatted(language, escaped(title), escaped(title), body);
  }

  private static String text(String text) {
    return text.startsWith("# ")
        ? "<h2>%s</h2>".formatted(escaped(text.substring(2)))
        : "<p>%s</p>".formatted(escaped(text));
  }

  private static String table(JsonNode rows) {
    var table = new StringBuilder("<table>");
    for (int i = 0; i < rows.size(); i++) {
      table.append(i == rows.size() - 1 ? "<tr class=\"total\">" : "<tr>");
      var row = rows.get(i);
      for (int j = 0; j < row.size(); j++) {
        table
            .append(j == 0 ? "<td>" : "<td class=\"figure\">")
            .append(escaped(row.get(j).asString()))
            .append("</td>");
      }
      table.append("</tr>");
    }
    return table.append("</table>").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
